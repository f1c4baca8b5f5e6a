"""What are the invented countries, and how are places and offices called in them?

None of these countries exists. Names are put together from syllables, so that a government of any
size has enough of them; each country writes them in its own language and in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

Endings = tuple[tuple[str, str], ...]


class Place(NamedTuple):
    """A place: its name, the same after the word for "of", and in the country's own letters."""

    name: str
    of: str
    own: str


@dataclass(frozen=True)
class Country:
    """An invented country.

    Attributes:
        code: What the ids of its bodies begin with.
        of: The name after the word for "of", in its own language.
        own: The name in its own language and letters.
        language: Its own.
        share: Of all bodies.
        ahead: How much further its bodies are than the average, in standard deviations.
        stems, middles, endings: Of the names of places: each as written in Latin letters, and
            its second form: of stems and middles in the country's letters, of endings after "of".
    """

    code: str
    name: str
    of: str
    own: str
    language: str
    share: float
    ahead: float
    stems: Endings
    middles: Endings
    endings: Endings

    def places(self) -> Iterator[Place]:
        """All places: those with short names first, then those with a syllable between."""
        for middles in ((("", ""),), self.middles):
            for stem, middle, ending in product(self.stems, middles, self.endings):
                name = f"{stem[0]}{middle[0]}{ending[0]}"
                yield self._place(name, stem[1] + middle[1] + ending[1])

    def _place(self, name: str, second: str) -> Place:
        if self.language == "fi":
            return Place(name, second, name)
        if self.language == "fr":
            return Place(name, f"d'{name}" if name[0] in "AEIOUÉ" else f"de {name}", name)
        return Place(name, name, second)


def _same(words: str) -> Endings:
    return tuple((word, word) for word in words.split())


def _pairs(words: str) -> Endings:
    return tuple((one, two) for one, two in (word.split("/") for word in words.split()))


COUNTRIES = (
    Country(
        "bre", "Brennavia", "Brennavia", "Brennavia", "en", 0.38, 0.25,
        _same("Brenva Skelda Orwen Thalver Gristan Velmor Haldren Ostren Quellan Marwen Tolvar Denholt Isbren Kelvar Lorrin Nethra Pelvin Rasken Sorvel Ulbren Vandrel Wystan Yorvel Zelden Ambrel Cordwen"),
        _same("en ing wal mar sel dun bar kel ro"),
        _same("ford wick mere stead haven moor brook gate ridge mark fell combe holm shaw"),
    ),
    Country(
        "orv", "Orvendal", "Orvendalin", "Orvendal", "fi", 0.28, 0.1,
        _same("Ruovas Telkas Ilmoin Vuorra Kalsu Häverö Tuhero Rämeä Outavan Jyrsä Kelvä Lumio Mustion Nauvas Oriva Pyytö Sarvio Tiurun Uljas Vehkon Ylisen Äyriä Keuras Liesnan"),
        _same("ka la ri tu no mi ve"),
        _pairs("järvi/järven niemi/niemen koski/kosken vaara/vaaran salmi/salmen lahti/lahden mäki/mäen saari/saaren harju/harjun suo/suon ranta/rannan lampi/lammen pelto/pellon kangas/kankaan"),
    ),
    Country(
        "ulm", "Ulmerra", "d'Ulmerra", "Ulmerra", "fr", 0.22, -0.2,
        _same("Ulmer Vaudre Chanto Mérol Belmar Corvan Drôle Épinas Fauvel Grisol Hautel Jauvre Lorvan Morvelle Nevrac Oisan Pontrel Quérol Rochel Sauvran Tréval Vernol"),
        _same("e i an o elle on"),
        _same("ville mont val court bourg fontaine rive -sur-Ulme -les-Bains -en-Vaux -le-Haut igny eray castel"),
    ),
    Country(
        "qal", "Qalmara", "Qalmara", "قلمارا", "ar", 0.12, -0.35,
        _pairs("Zal/زال Mar/مار Tas/تاس Rim/ريم Sahl/سهل Kar/كار Wad/واد Bur/بور Hadr/هدر Jum/جوم Luq/لوق Far/فار Nis/نيس Shar/شار"),
        _pairs("adi/ادي ara/ارا alu/الو ane/اني aqa/اقا asa/اسا amo/امو ati/اتي"),
        _pairs("mara/مارا bad/باد zan/زان wiya/وية qat/قات rin/رين dana/دانا luna/لونا haf/هاف tira/تيرا shan/شان mil/ميل"),
    ),
)  # fmt: skip


class Topic(NamedTuple):
    """What a ministry or an agency is for, in the languages of the countries.

    `field` is one of the fields of work a profile question may offer, `tag` a sector.
    """

    id: str
    field: str
    tag: str
    en: str
    fi: str
    fr: str
    ar: str


def _topics(table: str) -> tuple[Topic, ...]:
    return tuple(Topic(*map(str.strip, line.split("|"))) for line in table.strip().splitlines())


MINISTRIES = _topics("""
finance | general-administration | finance | Finance | valtiovarain | des Finances | المالية
interior | security-and-justice | security | the Interior | sisä | de l'Intérieur | الداخلية
justice | security-and-justice | justice | Justice | oikeus | de la Justice | العدل
health | health | health | Health | terveys | de la Santé | الصحة
education | education | education | Education | opetus | de l'Éducation | التعليم
transport | transport-and-planning | transport | Transport | liikenne | des Transports | النقل
environment | water-energy-environment | environment | the Environment | ympäristö | de l'Environnement | البيئة
agriculture | other | agriculture | Agriculture and Fisheries | maa- ja kalatalous | de l'Agriculture et de la Pêche | الزراعة والثروة السمكية
labour | welfare-and-employment | employment | Labour | työ | du Travail | العمل
economy | other | economy | the Economy | elinkeino | de l'Économie | الاقتصاد
defence | security-and-justice | defence | Defence | puolustus | de la Défense | الدفاع
foreign-affairs | general-administration | foreign-affairs | Foreign Affairs | ulko | des Affaires étrangères | الخارجية
culture | education | culture | Culture | kulttuuri | de la Culture | الثقافة
housing | transport-and-planning | housing | Housing | asunto | du Logement | الإسكان
energy | water-energy-environment | energy | Energy | energia | de l'Énergie | الطاقة
digital | general-administration | digital | Digital Affairs | digitaaliasiain | du Numérique | الرقمنة
""")
AGENCIES = _topics("""
statistics | statistics-and-registers | statistics | Statistics | tilasto | de la statistique | للإحصاء
population-register | statistics-and-registers | registers | the Population Register | väestörekisteri | du registre de la population | للسجل المدني
land-register | statistics-and-registers | registers | the Land Register | maanmittaus | du cadastre | للسجل العقاري
business-register | statistics-and-registers | registers | the Business Register | yritysrekisteri | du registre des entreprises | للسجل التجاري
tax | tax-and-customs | tax | Taxation | vero | des impôts | للضرائب
customs | tax-and-customs | customs | Customs | tulli | des douanes | للجمارك
social-insurance | welfare-and-employment | welfare | Social Insurance | sosiaalivakuutus | de la sécurité sociale | للتأمينات الاجتماعية
employment | welfare-and-employment | employment | Employment | työvoima | de l'emploi | للتشغيل
pensions | welfare-and-employment | pensions | Pensions | eläke | des retraites | للتقاعد
medicines | health | health | Medicines | lääke | du médicament | للدواء
public-health | health | health | Public Health | kansanterveys | de la santé publique | للصحة العامة
food-safety | health | food | Food Safety | elintarvike | de la sécurité alimentaire | لسلامة الغذاء
school-inspection | education | education | School Inspection | koulutarkastus | de l'inspection scolaire | لتفتيش المدارس
research-funding | education | research | Research Funding | tutkimusrahoitus | du financement de la recherche | لتمويل البحث العلمي
archives | education | archives | Archives | arkisto | des archives | للمحفوظات
police-data | security-and-justice | security | Police Data | poliisitieto | des données de police | للبيانات الأمنية
migration | security-and-justice | migration | Migration | maahanmuutto | des migrations | للهجرة
prisons | security-and-justice | justice | Prisons | vankeinhoito | des prisons | للسجون
civil-protection | security-and-justice | security | Civil Protection | pelastus | de la protection civile | للدفاع المدني
cyber-security | security-and-justice | security | Cyber Security | kyberturvallisuus | de la cybersécurité | للأمن السيبراني
data-protection | general-administration | data-protection | Data Protection | tietosuoja | de la protection des données | لحماية البيانات
purchasing | general-administration | purchasing | Public Purchasing | hankinta | des achats publics | للمشتريات العامة
digital-services | general-administration | digital | Digital Services | digipalvelu | des services numériques | للخدمات الرقمية
railways | transport-and-planning | transport | Railways | rautatie | des chemins de fer | للسكك الحديدية
roads | transport-and-planning | transport | Roads | tie | des routes | للطرق
maritime | transport-and-planning | transport | Ports and Shipping | merenkulku | des ports et de la navigation | للموانئ والملاحة
aviation | transport-and-planning | transport | Aviation | ilmailu | de l'aviation | للطيران المدني
weather | water-energy-environment | environment | Weather | sää | de la météorologie | للأرصاد الجوية
forests | water-energy-environment | environment | Forests | metsä | des forêts | للغابات
rivers | water-energy-environment | water | Rivers and Dams | vesistö | des rivières et des barrages | للأنهار والسدود
energy-market | water-energy-environment | energy | the Energy Market | energiamarkkina | du marché de l'énergie | لسوق الطاقة
geology | water-energy-environment | environment | Geology | geologia | de la géologie | للجيولوجيا
consumers | other | consumers | Consumer Protection | kuluttaja | de la consommation | لحماية المستهلك
competition | other | economy | Competition | kilpailu | de la concurrence | للمنافسة
patents | other | economy | Patents | patentti | des brevets | لبراءات الاختراع
tourism | other | tourism | Tourism | matkailu | du tourisme | للسياحة
""")

REASONS = {
    "en": (
        "By law another body does this for us.",
        "We hold no data about persons.",
        "We have no partners outside our own ministry.",
        "The task was moved to the region in 2024.",
    ),
    "fi": ("Tehtävä kuuluu lain mukaan toiselle viranomaiselle.", "Emme käsittele henkilötietoja."),
    "fr": (
        "La loi confie cette tâche à un autre organisme.",
        "Nous ne détenons pas de données personnelles.",
    ),
    "ar": ("هذه المهمة من اختصاص جهة أخرى بحكم القانون.", "لا نحتفظ ببيانات شخصية."),
}
"""Why a question may not apply to a body, by language."""
