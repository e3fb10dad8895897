"""What headers and labels of spreadsheets are called in German, French, Italian, Spanish and Japanese, and the English that is read for them.

Of Amazon's own templates the German and the Japanese packing lists are known from programs that read them; the other words are the plain
ones of the language. Sides, weights and counts only: what a header says of a unit stands in it in brackets, and is read there.
"""

from __future__ import annotations

from collections.abc import Mapping

_OF_A_BOX = {
    "de": (("karton{}", "{} des kartons", "{} karton", "{}"), {"länge": "length", "breite": "width", "höhe": "height", "gewicht": "weight"}),
    "fr": (
        ("{} du carton", "{} de la boîte", "{} du colis", "{} carton", "{}"),
        {"longueur": "length", "largeur": "width", "hauteur": "height", "poids": "weight"},
    ),
    "it": (
        ("{} della scatola", "{} del cartone", "{} del collo", "{} del pacco", "{} scatola", "{} cartone", "{}"),
        {"lunghezza": "length", "larghezza": "width", "altezza": "height", "peso": "weight"},
    ),
    "es": (
        ("{} de la caja", "{} del bulto", "{} del paquete", "{} caja", "{}"),
        {
            "longitud": "length", "largo": "length", "anchura": "width", "ancho": "width", "altura": "height", "alto": "height", "peso": "weight",
        },
    ),
    "ja": (("輸送箱の{}", "箱の{}", "{}"), {"長さ": "length", "幅": "width", "高さ": "height", "重量": "weight"}),
}  # fmt: skip
"""For each language: how a measure of a box is put, and the measures."""

_WORDS: Mapping[str, str] = {
    "merchant sku": "händler-sku|verkäufer-sku|sku du vendeur|sku vendeur|sku du marchand|sku venditore|sku del venditore|sku del vendedor"
    "|sku vendedor|出品者sku",
    "quantity": "menge|anzahl|stückzahl|quantité|quantità|cantidad|数量",
    "title": "titel|produkttitel|produktname|artikelbezeichnung|titre|titre du produit|nom du produit|titolo|titolo del prodotto|nome del prodotto"
    "|título|título del producto|nombre del producto|商品名",
    "condition": "zustand|état|condizione|condizioni|estado|condición|コンディション",
    "external id": "externe-id|externe id|id externe|id esterno|id externo",
    "prep type": "art der vorbereitung|type de préparation|tipo di preparazione|tipo de preparación",
    "prep owner": "wer übernimmt die vorbereitung?|vorbereitung durch|responsable de la préparation|qui prépare les unités ?|préparation par"
    "|responsabile della preparazione|responsable de la preparación",
    "labeling owner": "wer etikettiert?|etikettierung durch|responsable de l'étiquetage|étiquetage par|responsabile dell'etichettatura"
    "|responsable del etiquetado",
    "expiration date": "ablaufdatum|verfallsdatum|mindesthaltbarkeitsdatum|date d'expiration|date de péremption|data di scadenza"
    "|fecha de caducidad|fecha de vencimiento|有効期限|消費期限|使用期限",
    "manufacturing lot code": "chargennummer|chargencode|chargencode des herstellers|numéro de lot|code de lot de fabrication|numero di lotto|lotto"
    "|codice lotto di produzione|número de lote|lote|código de lote de fabricación|ロット番号",
    "units per box": "einheiten pro karton|einheiten je karton|stück pro karton|unités par carton|unités par boîte|unités par colis"
    "|unità per scatola|unità per cartone|unità per collo|unità per pacco|unidades por caja|unidades por bulto|輸送箱あたりのユニット数"
    "|1箱あたりの数量",
    "number of boxes": "anzahl der kartons|anzahl kartons|kartons|nombre de cartons|nombre de boîtes|nombre de colis|numero di scatole"
    "|numero di cartoni|numero di colli|numero di pacchi|número de cajas|número de bultos|輸送箱の数|箱数",
    "box no": "karton|kartonnummer|karton nr.|karton-nr.|numéro de carton|carton n°|numero scatola|numero cartone|número de caja|輸送箱番号|箱番号",
    "box id": "karton-id|karton id|id du carton|id de la boîte|id scatola|id della scatola|id de la caja|輸送箱id",
    "name of box": "kartonname|name des kartons|nom du carton|nom de la boîte|nome della scatola|nome del cartone|nombre de la caja|輸送箱の名前",
    "total box count": "gesamtzahl der kartons|gesamtanzahl der kartons|nombre total de cartons|nombre total de boîtes|numero totale di scatole"
    "|totale scatole|número total de cajas|recuento total de cajas|total de cajas|輸送箱の合計数",
    "expected quantity": "erwartete menge|erwartete anzahl|erwartete stückzahl|quantité attendue|quantité prévue|quantità prevista|quantità attesa"
    "|cantidad prevista|cantidad esperada|予定数量",
    "boxed quantity": "stückzahl im karton|menge im karton|verpackte menge|quantité emballée|quantité dans le carton|quantité en boîte"
    "|quantità inscatolata|quantità nella scatola|cantidad empaquetada|cantidad en cajas",
    "total units": "einheiten insgesamt|gesamtzahl der einheiten|total des unités|unités totales|unità totali|totale unità|unidades totales"
    "|total de unidades",
    "units": "einheiten|unités|unità|unidades|ユニット数",
    "shipment id": "sendungs-id|sendungsnummer|id de l'expédition|numéro d'expédition|id spedizione|id della spedizione|numero spedizione"
    "|id de envío|id del envío|納品番号",
    "shipment name": "sendungsname|name der sendung|nom de l'expédition|nome spedizione|nome della spedizione|nombre del envío|納品名",
    "pallet": "palette|paletten-nr.|pallet n.|palé|palet",
    "tracking number": "sendungsverfolgungsnummer|trackingnummer|numéro de suivi|numero di tracking|número de seguimiento|追跡番号",
}  # fmt: skip

_ENGLISH: Mapping[str, str] = {
    **{form.format(word): f"box {side}" for forms, words in _OF_A_BOX.values() for word, side in words.items() for form in forms},
    **{spelling: name for name, spellings in _WORDS.items() for spelling in spellings.split("|")},
}

UNITS: Mapping[str, str] = {
    "zoll": "in", "pouce": "in", "pouces": "in", "pollici": "in", "pulgadas": "in", "インチ": "in", "zentimeter": "cm", "centimètres": "cm",
    "centimetri": "cm", "centímetros": "cm", "センチ": "cm", "センチメートル": "cm", "pfund": "lb", "livres": "lb", "libbre": "lb", "libras": "lb",
    "ポンド": "lb", "kilogramm": "kg", "kilogrammes": "kg", "chilogrammi": "kg", "kilogramos": "kg", "キログラム": "kg", "キロ": "kg",
}  # fmt: skip
"""Units that are written out. `livre` and `libra` alone are old weights as well, and are not read."""

TEMPLATES = ("template", "vorlage", "modèle", "modello", "plantilla", "テンプレート")
EXAMPLES = ("example", "beispiel", "exemple", "esempio", "ejemplo", "例", "サンプル")
"""How the sheets of Amazon's workbooks end that are to be filled in, and those that show how."""


def english(name: str) -> str:
    """Return the English for a header, as `tables.normal` writes both; the header itself where there is none."""
    return _ENGLISH.get(name.replace("\u2019", "'"), name)
