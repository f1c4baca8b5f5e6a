"""Which kinds of bodies make up the invented governments?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maturity.portfolio.example_names import AGENCIES, MINISTRIES, Country, Place, Topic


@dataclass(frozen=True)
class Kind:
    """A kind of body.

    Attributes:
        id: What stands in the ids of its bodies.
        government: national, regional, local or agency.
        share: Of all bodies.
        size: The usual size of its staff, as a place among six bands from 0.
        ahead: How much further it is than the average, in standard deviations.
        names: How its bodies are called, by language; a second pattern is for the rare long name.
        work: The field of work, where it is the same for all.
        tag: The sector, likewise.
        topics: What its bodies are for; those of a kind without topics are each for a place.
        most: How many of them a country has at most.
    """

    id: str
    government: str
    share: float
    size: float
    ahead: float
    names: Mapping[str, tuple[str, ...]]
    work: str = "other"
    tag: str = "other"
    topics: tuple[Topic, ...] = ()
    most: int | None = None


def _names(en: str, fi: str, fr: str, ar: str, **long: str) -> dict[str, tuple[str, ...]]:
    """Patterns with {p} for the place, {of} for the same after "of", {own} in its own letters."""
    usual = {"en": en, "fi": fi, "fr": fr, "ar": ar}
    return {name: (text, long.get(f"long_{name}", text)) for name, text in usual.items()}


KINDS = (
    Kind(
        "municipality", "local", 0.46, 1.0, -0.3,
        _names("Municipality of {p}", "{of} kunta", "Commune {of}", "بلدية {own}",
               long_en="Association of the Municipality of {p} and the Rural Districts of Upper, Middle and Lower {p} for Common Services",
               long_fr="Communauté de communes {of} et des vallées voisines pour la gestion partagée des services publics locaux",
               long_fi="{of} ja sen lähikuntien yhteispalvelujen kuntayhtymä"),
        "general-administration", "municipality",
    ),
    Kind("city", "local", 0.12, 2.4, 0.15,
         _names("City of {p}", "{of} kaupunki", "Ville {of}", "مدينة {own}"),
         "general-administration", "city"),
    Kind("region", "regional", 0.03, 2.9, 0.05,
         _names("Region of {p}", "{of} maakunta", "Région {of}", "محافظة {own}"),
         "general-administration", "region", most=80),
    Kind(
        "ministry", "national", 0.0135, 2.7, 0.2,
        _names("Ministry of {en} of {country}", "{country_of} {fi}ministeriö", "Ministère {fr} {country_of}", "وزارة {ar} في {country_own}"),
        topics=MINISTRIES, most=len(MINISTRIES),
    ),
    Kind(
        "agency", "agency", 0.029, 2.3, 0.45,
        _names("{country} Agency for {en}", "{country_of} {fi}virasto", "Agence {fr} {country_of}", "الهيئة العامة {ar} في {country_own}"),
        topics=AGENCIES, most=len(AGENCIES),
    ),
    Kind(
        "water", "regional", 0.06, 1.5, -0.1,
        _names("{p} Water Authority", "{of} vesilaitos", "Régie des eaux {of}", "هيئة مياه {own}",
               long_en="Joint Authority for Drinking Water, Waste Water and Flood Protection in the Basin of {p} and Its Neighbouring Valleys",
               long_fr="Syndicat mixte pour l'alimentation en eau potable, l'assainissement et la protection contre les crues {of}",
               long_ar="الهيئة المشتركة لمياه الشرب والصرف الصحي والحماية من الفيضانات في {own} والوديان المجاورة"),
        "water-energy-environment", "water",
    ),
    Kind("hospital", "regional", 0.08, 2.9, 0.1,
         _names("{p} General Hospital", "{of} keskussairaala", "Centre hospitalier {of}", "مستشفى {own} العام"),
         "health", "health"),
    Kind("university", "agency", 0.03, 2.8, 0.25,
         _names("University of {p}", "{of} yliopisto", "Université {of}", "جامعة {own}"),
         "education", "education"),
    Kind("transport", "regional", 0.04, 2.0, 0.1,
         _names("{p} Transport Authority", "{of} liikennelaitos", "Régie des transports {of}", "هيئة النقل في {own}"),
         "transport-and-planning", "transport"),
    Kind("welfare", "agency", 0.05, 1.6, -0.05,
         _names("{p} Employment and Welfare Office", "{of} työ- ja sosiaalitoimisto", "Caisse sociale {of}", "مكتب الشؤون الاجتماعية في {own}"),
         "welfare-and-employment", "welfare"),
    Kind("court", "agency", 0.03, 1.1, -0.2,
         _names("{p} District Court", "{of} käräjäoikeus", "Tribunal {of}", "محكمة {own}"),
         "security-and-justice", "justice"),
    Kind("rescue", "regional", 0.04, 1.8, -0.1,
         _names("{p} Fire and Rescue Service", "{of} pelastuslaitos", "Service d'incendie et de secours {of}", "الدفاع المدني في {own}"),
         "security-and-justice", "rescue"),
    Kind("archive", "local", 0.0175, 0.5, -0.15,
         _names("{p} Archives", "{of} arkisto", "Archives {of}", "أرشيف {own}"),
         "education", "archives"),
)  # fmt: skip

OVERFLOW = 0
"""The kind a body becomes when its country has enough of its own kind."""

LEVELS = {"national": "central", "agency": "central", "regional": "regional-or-state", "local": "local"}  # fmt: skip
"""What a body answers that is asked for its level of government."""

_AGAIN = {
    "en": "{name}, District {again}",
    "fi": "{name}, piiri {again}",
    "fr": "{name}, district {again}",
    "ar": "{name}، المنطقة {again}",
}


def named(
    kind: Kind, country: Country, *, place: Place | None, topic: Topic | None, language: str,
    long: bool, again: int,
) -> str:  # fmt: skip
    """The name of a body.

    Args:
        kind: What it is.
        country: Where it is.
        place: What it is for, or None.
        topic: Likewise; a body has a place or a topic.
        language: English or the country's own.
        long: Whether the rare long name is meant, where the kind has one.
        again: How many bodies before it have the same kind and place.
    """
    words: dict[str, str] = {
        "country": country.name,
        "country_of": country.of,
        "country_own": country.own,
    }
    if topic is not None:
        words |= topic._asdict()
    if place is not None:
        words |= {"p": place.name, "of": place.of, "own": place.own}
    name = kind.names[language][long].format(**words)
    name = name[0].upper() + name[1:]
    return _AGAIN[language].format(name=name, again=again + 1) if again else name
