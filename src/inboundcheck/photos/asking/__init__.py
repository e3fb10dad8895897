"""What a photo leaves open and a person settles with one look: the questions, and what each answer says of the photo."""
