"""inboundcheck: which boxes of an inbound shipment the receiving site will refuse or charge for, and why."""
