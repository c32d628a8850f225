"""Of what kind a name in a Swedish text is: what shows a system, what an organization, and when a town acts."""

from __future__ import annotations

import pytest
from article_claims import chunks_of

from kedja_ingest.article.chunks import Kind

_LEAD = "Nordia Data har hackats. "


def kind(sentence: str, name: str) -> Kind | None:
    """Of what kind the name is in the sentence, behind one on an attack."""
    found = [chunk for one in chunks_of(_LEAD + sentence, "sv") for chunk in one if chunk.mention]
    return next((chunk.kind for chunk in found if chunk.mention and chunk.mention.name == name), None)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Besökare hänvisas till Svarsdirekt, kommunens chattrobot.", "Svarsdirekt"),
        ("Kommunen har ännu inte fått i gång Ledsam efter attacken.", "Ledsam"),
        ("Personalen når inte Hälsobilden, där all röntgen sparas.", "Hälsobilden"),
        ("Chefer uppmanas att attestera fakturor manuellt i stället för i Ekobas.", "Ekobas"),
        ("Med Ekobas styr kommunen sin ekonomi.", "Ekobas"),
        ("För att logga in på Resa Direkt krävs nytt lösenord.", "Resa Direkt"),
        ("Angriparna utnyttjade ett hål i Filhoppet.", "Filhoppet"),
        ("Ekonomisystemen Balans och Visir berörs.", "Visir"),
        ("Systemet som har slagits ut heter Larmia.", "Larmia"),
        ("Larmia är namnet på det system som slagits ut.", "Larmia"),
        ("I Insidan, kommunens intranät, publiceras all information.", "Insidan"),
        ("Användare av Tidvis måste byta lösenord.", "Tidvis"),
        ("Vi tog Tidvis ur drift klockan tre.", "Tidvis"),
        ("Kommunen ersatte Tidvis med Schemat i höstas.", "Tidvis"),
        ("Tidvis, som kommunen haft sedan 2018, har stått still.", "Tidvis"),
        ("Just nu är Studiebo inte tillgängligt.", "Studiebo"),
        ("Betalningar som görs med Snabbis påverkas inte.", "Snabbis"),
        ("Liftkorten säljs genom Snöpass, som koncernen Fjelltek ligger bakom.", "Snöpass"),
        ("Uppgifterna finns i en annan tjänst, Progress, som klarade sig.", "Progress"),
    ],
)
def test_what_is_done_with_a_name_shows_a_system(sentence: str, name: str) -> None:
    assert kind(sentence, name) is Kind.SYSTEM


@pytest.mark.parametrize(
    ("sentence", "name", "wanted"),
    [
        ("Vi arbetar tillsammans med Vidstige för att lösa problemen.", "Vidstige", Kind.ORG),
        ("Uppgifter hos Vidstige har kopierats.", "Vidstige", Kind.ORG),
        ("Vidstige fungerar som återförsäljare. Vidstiges vd beklagar.", "Vidstige", Kind.ORG),
        ("Kunderna använder Vidstige som leverantör.", "Vidstige", Kind.ORG),
        ("Vidstige, som kommunen anlitat i tio år, beklagar.", "Vidstige", Kind.ORG),
        ("När Kartverkstan stängde av sina servrar stod Kartverkstans kunder utan kartor.", "Kartverkstan", Kind.ORG),
        ("Skövde och Hjo använder samma system.", "Hjo", Kind.ORG),
        ("En skola i Hjo stängde.", "Hjo", Kind.PLACE),
    ],
)
def test_who_acts_is_no_system(sentence: str, name: str, wanted: Kind) -> None:
    assert kind(sentence, name) is wanted
