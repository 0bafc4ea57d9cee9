"""Which column of a table is which field of the catalogue: proposed from the headings, corrected by the user.

A mapping is {heading: key}; a key is "table.field". Columns left out of it are not imported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, in_each_language, mark
from rehab_app.domain.catalogue.places import HOME, HOUSEHOLD, OWNER
from rehab_app.domain.catalogue.records import FIRM
from rehab_app.domain.catalogue.stock import DWELLING_TABLE
from rehab_app.domain.fields import Field, Kind, TableSpec, date, text
from rehab_app.exchange.addresses import plain_words

# Words of headings that carry no meaning of their own.
_IDLE = frozenset(
    ("de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "a", "au", "aux", "un", "une", "par", "m2")
)


class Family(StrEnum):
    """What the rows of a table are."""

    HOMES = "homes"
    FIRMS = "firms"


# What a table may say beside the fields of the catalogue.
_EXTRA: Mapping[Family, Mapping[str, Field]] = {
    Family.HOMES: {
        "street.name": text("name", "Street"),
        "street.kind": text("kind", mark("Kind of street")),
        "building.house_number": text("house_number", "House number"),
        "dwelling.kind": text("kind", mark("Kind of dwelling")),
    },
    Family.FIRMS: {
        "firm.lots": text("lots", "Trades"),
        "qualification.domain": text("domain", mark("RGE domain")),
        "qualification.from": date("from", mark("RGE from")),
        "qualification.until": date("until", mark("RGE until")),
    },
}
_TABLES: Mapping[Family, tuple[TableSpec, ...]] = {
    Family.HOMES: (HOME, DWELLING_TABLE, OWNER, HOUSEHOLD),
    Family.FIRMS: (FIRM,),
}
_LEFT_OUT = frozenset({Kind.RECORD, Kind.STRUCTURE, Kind.LINK})
_NOT_IMPORTED = frozenset({"dwelling.origin", "dwelling.dpe_version", "firm.fictional"})

# Other headings seen in lists of towns, landlords, RPLS, RGE and DPE open data.
_SYNONYMS: Mapping[Family, Mapping[str, tuple[str, ...]]] = {
    Family.HOMES: {
        "dwelling.address": ("adresse", "adresse du logement", "adresse complète", "adresse_ban", "adresse bien"),
        "dwelling.complement": ("complément d'adresse", "complément", "appartement", "porte", "compl_ref_logement"),
        "dwelling.postcode": ("code postal", "cp", "CODEPOSTAL", "code_postal_ban"),
        "dwelling.commune_insee": ("code insee", "insee", "DEPCOM", "code commune", "code_insee_ban"),
        "dwelling.ban_id": ("identifiant ban", "identifiant_ban", "cle_interop"),
        "dwelling.tenure": ("statut d'occupation", "occupation", "statut", "mode d'occupation"),
        "dwelling.stage": ("étape", "avancement", "stade"),
        "dwelling.stage_note": (
            "souhait du propriétaire",
            "souhait",
            "remarque",
            "remarques",
            "commentaire",
            "commentaires",
        ),
        "dwelling.dpe_number": ("numéro DPE", "n° DPE", "N°DPE", "dpe"),
        "dwelling.assessed_on": ("date du DPE", "date DPE", "date établissement DPE"),
        "dwelling.construction_year": (
            "année de construction",
            "année construction",
            "année constr",
            "CONSTRUCT",
            "construit en",
        ),
        "dwelling.living_area_m2": (
            "surface habitable",
            "surface",
            "SURFHAB",
            "surface hab",
            "surface logement",
            "shab",
        ),
        "dwelling.storeys": ("niveaux", "nombre de niveaux", "nb niveaux", "étages"),
        "dwelling.ceiling_height_m": ("hauteur sous plafond", "hauteur_sous_plafond"),
        "dwelling.construction_period_id": ("période de construction", "époque"),
        # A row is a home: its bare "type" is the home's, not the owner's.
        "dwelling.kind": (
            "type",
            "type de bâtiment",
            "type_batiment",
            "type de logement",
            "TYPECONST_LIBELLE",
            "nature",
        ),
        "street.name": ("rue", "voie", "nom de la rue", "nom voie", "nom_rue_ban", "NOMVOIE"),
        "street.kind": ("type de voie", "TYPVOIE"),
        "building.house_number": ("numéro", "n°", "numéro de voie", "numero_voie_ban", "NUMVOIE"),
        "owner.name": ("propriétaire", "nom du propriétaire", "nom propriétaire", "bailleur"),
        "owner.kind": ("type de propriétaire", "type propriétaire", "nature du propriétaire"),
        "owner.email": ("courriel", "email", "e-mail", "mail", "courriel du propriétaire"),
        "owner.phone": ("téléphone", "tel", "téléphone du propriétaire", "portable"),
        "owner.address": ("adresse du propriétaire", "adresse propriétaire"),
        "owner.consent_on": ("consentement", "date du consentement", "accord rgpd"),
        "household.name": ("ménage", "occupant", "nom de l'occupant", "locataire"),
        "household.people": ("personnes", "nombre de personnes", "occupants", "nb personnes", "nb pers"),
        "household.income_eur": ("revenu fiscal de référence", "revenu fiscal", "rfr", "revenus"),
        "household.income_year": ("année des revenus", "année du rfr"),
        "household.income_class": ("tranche de revenus", "catégorie de revenus", "profil maprimerénov"),
    },
    Family.FIRMS: {
        "firm.name": ("nom", "entreprise", "nom_entreprise", "raison sociale", "artisan", "dénomination"),
        "firm.siret": ("siret", "n° siret"),
        "firm.lots": ("lots", "corps d'état", "métiers", "métier"),
        "firm.crews": ("équipes", "nombre d'équipes", "nb équipes"),
        "firm.address": ("adresse", "adresse de l'entreprise"),
        "firm.phone": ("téléphone", "telephone", "tel"),
        "firm.email": ("courriel", "email", "e-mail", "mail"),
        "qualification.domain": ("domaine", "domaine rge", "qualification", "qualification rge"),
        "qualification.from": ("lien_date_debut", "date_debut", "début rge", "valable du"),
        "qualification.until": ("lien_date_fin", "date_fin", "fin rge", "valable jusqu'au", "échéance rge"),
    },
}
# One of these sets of keys must be there, or a row cannot be told from another.
_NEEDED: Mapping[Family, tuple[frozenset[str], ...]] = {
    Family.HOMES: (
        frozenset({"dwelling.address"}),
        frozenset({"dwelling.dpe_number"}),
        frozenset({"street.name", "building.house_number"}),
    ),
    Family.FIRMS: (frozenset({"firm.name"}),),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping with what was not understood.

    Attributes:
        family: what the rows are.
        mapping: heading to key.
        unknown: headings that stand for nothing known; their columns are left out.
    """

    family: Family
    mapping: Mapping[str, str]
    unknown: tuple[str, ...] = field(default=())


@cache
def fields_of(family: Family) -> Mapping[str, Field]:
    """Every field a table of this family may give, by key, in the order they are offered."""
    found: dict[str, Field] = {}
    for spec in _TABLES[family]:
        for each in spec.fields:
            key = f"{spec.name}.{each.name}"
            if each.kind not in _LEFT_OUT and key not in _NOT_IMPORTED:
                found[key] = each
    return {**found, **_EXTRA[family]}


def heading_words(heading: str) -> str:
    """A heading made comparable: no accents, case, punctuation and small words."""
    words = plain_words(heading.replace("_", " "))
    return " ".join(word for word in words.split() if word not in _IDLE) or words


@cache
def _names(family: Family) -> Mapping[str, str]:
    """Key of each known heading; names given for the town's own use come before labels shared by several tables."""
    found: dict[str, str] = {}
    for key, words in _SYNONYMS[family].items():
        for word in words:
            found.setdefault(heading_words(word), key)
    for key, each in fields_of(family).items():
        for name in (each.name, each.dpe, key):
            if name:
                found.setdefault(heading_words(name), key)
    return found


def _labels(family: Family) -> Mapping[str, str]:
    """Key of each label on screen, in each language; labels that two fields share are left out."""
    found: dict[str, set[str]] = {}
    for key, each in fields_of(family).items():
        for label in in_each_language(each.label):
            found.setdefault(heading_words(label), set()).add(key)
    return {words: keys.pop() for words, keys in found.items() if len(keys) == 1}


def propose_mapping(headings: Sequence[str]) -> Proposal:
    """The fields these headings most plainly name. Only headings that are the same but for accents, case, punctuation
    and small words are taken; the first column wins where two name the same field."""
    proposals = [_proposal(family, headings) for family in Family]
    return max(proposals, key=lambda proposal: (_is_enough(proposal), len(proposal.mapping)))


def _proposal(family: Family, headings: Sequence[str]) -> Proposal:
    names = {**_labels(family), **_names(family)}
    mapping: dict[str, str] = {}
    for heading in headings:
        key = names.get(heading_words(heading)) if heading else None
        if key is not None and key not in mapping.values():
            mapping[heading] = key
    unknown = tuple(heading for heading in headings if heading and heading not in mapping)
    return Proposal(family, mapping, unknown)


def _is_enough(proposal: Proposal) -> bool:
    keys = set(proposal.mapping.values())
    return any(needed <= keys for needed in _NEEDED[proposal.family])


def checked(mapping: Mapping[str, str], headings: Sequence[str], name: str) -> Proposal:
    """A mapping as the user corrected it, for a file with these headings.

    Raises:
        RehabError: a heading or a field does not exist, two columns stand for one field, fields of two families are
            mixed, or no column tells one row from another.
    """
    for heading in mapping:
        if heading not in headings:
            raise RehabError(_("The mapping names a column that is not there: {column}.").format(column=heading), name)
    keys = list(mapping.values())
    for family in Family:
        if set(keys) <= fields_of(family).keys():
            break
    else:
        unknown = [key for key in keys if not any(key in fields_of(family) for family in Family)]
        raise RehabError(
            _("The mapping names a field that does not exist: {field}.").format(field=(unknown or keys)[0]), name
        )
    twice = [key for key in keys if keys.count(key) > 1]
    if twice:
        raise RehabError(_("Two columns stand for the same field: {field}.").format(field=twice[0]), name)
    proposal = Proposal(family, dict(mapping), tuple(h for h in headings if h and h not in mapping))
    require_enough(proposal, name)
    return proposal


def require_enough(proposal: Proposal, name: str) -> None:
    """RehabError when no column tells one row from another."""
    if not _is_enough(proposal):
        raise RehabError(
            _("No column tells which home or which firm a row is about."),
            name,
            _("Map a column to the address, to street and number, to the DPE number or to the firm's name."),
        )
