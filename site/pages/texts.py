"""The first words of the editors' pages, in Danish; editors change them in the admin."""

INTRODUCTION = (
    "Her udvikler og deler kommunens lærere undervisningsmaterialer i teams. "
    "Find noget brugbart til torsdag på under et minut, og del dit eget lige så hurtigt."
)

HOME = (
    "<h2>For lærere</h2><p>Log ind for at se alt det, dine teams, din skole og kommunen deler. "
    "Slip en fil på forsiden, vælg hvem der må se den, og så er den delt.</p>"
    "<h2>For alle andre</h2><p>Nogle materialer er delt med alle. Dem kan du læse og hente uden at logge ind.</p>"
)

ABOUT = (
    "<p>Staffroom er kommunens sted for fælles forberedelse. Et materiale hører til et team, ikke til en person, "
    "så det bliver, når nogen skifter arbejde. Den, der deler, bestemmer hvem der kan se det: teamet, skolen, "
    "kommunen eller alle.</p>"
    "<h2>Hvem kvalitetssikrer?</h2><p>Det, der deles med hele kommunen eller med alle, læses først af en redaktør. "
    "Det, der deles i et team eller på en skole, er lærernes eget ansvar.</p>"
    "<h2>Ophavsret</h2><p>Ved hvert materiale står, på hvilket grundlag det må bruges. Uddrag efter aftalen med "
    "Copydan og købte materialer bliver på skolen.</p>"
)

PRIVACY = (
    "<p>Vi gemmer det, der skal til for at dele materialer, og ikke mere.</p>"
    "<h2>Det gemmer vi om dig</h2><ul><li>Brugernavn, og navn og e-mail hvis de er oplyst.</li>"
    "<li>Hvilke skoler du er ansat på, og hvilke teams du er med i.</li>"
    "<li>Det, du skriver og deler, og hvornår du ændrede det.</li>"
    "<li>Beskederne i din indbakke i et halvt år, og de søgninger, du selv gemmer.</li>"
    "<li>En log over adgang og deling, så misbrug kan opdages. Den læses kun af driften.</li></ul>"
    "<h2>Det gemmer vi ikke</h2><p>Vi følger ikke, hvad du læser eller leder efter. Siden henter intet fra andre "
    "steder og bruger kun cookies, som login og et nyt link til et team kræver.</p>"
    "<h2>Dit navn</h2><p>På materialer, som alle kan se, står team og skole. Dit navn står der kun, hvis du har sagt "
    "ja i din profil.</p>"
    "<h2>Spørgsmål</h2><p>Skriv til kommunens databeskyttelsesrådgiver, hvis du vil se, rette eller have slettet "
    "oplysninger om dig. Du kan klage til Datatilsynet.</p>"
)

ACCESSIBILITY = (
    "<p>Staffroom er bygget til at kunne bruges af alle: med tastatur alene, med skærmlæser, forstørret og på en "
    "lille skærm. Vi retter os efter WCAG 2.2 på niveau AA.</p>"
    "<h2>Det, vi ved ikke er i orden</h2><p>Filer, som lærere deler, kan være lavet uden tanke på tilgængelighed: "
    "indscannede ark uden tekst, billeder uden beskrivelse og film uden undertekster.</p>"
    "<h2>Fortæl os om problemer</h2><p>Kan du ikke bruge noget, så skriv eller ring til kommunen. Vi svarer, og vi "
    "giver dig indholdet på en anden måde, hvis vi kan. Er du ikke tilfreds med svaret, kan du henvende dig til "
    "Digitaliseringsstyrelsen.</p>"
)
