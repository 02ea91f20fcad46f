"""What Germans like to make passwords of.

Put together for this product out of general knowledge (names, calendar, football, places, what is
dear, words of our field and of offices), not taken from anybody's list; licence as the code.
Umlauts are spelled out, because passwords are compared like that.
"""

_TEXT = """
passwort passwoerter kennwort password geheim geheimnis geheimwort losung codewort zugang
zugangsdaten login anmelden anmeldung einloggen abmelden benutzer benutzername admin administrator
verwalter root gast test tester testen probe demo start neu neues neuer aendern geaendert master
schluessel sicher sicherheit sesam oeffne dich hallo hello willkommen servus moin gruessgott
tschuess danke bitte welcome letmein ich du wir sie mein meine dein deine unser unsere der die das
ein eine ist bin bist und oder nicht nur noch mit ohne von fuer auf aus immer nie niemals alles
nichts egal keine keiner ahnung weiss wieder heute morgen gestern jetzt hier mehr gut super toll
prima klasse geil cool besser beste liebe lieben liebst lieb liebling schatz schatzi schatzilein
maus mausi maeuschen hase hasi baer baerchen spatz engel engelchen prinz prinzessin koenig koenigin
herz herzchen herzblatt kuss kuesschen suess suesse suesser traum traumfrau traummann ichliebedich
ichhassedich glueck gluecklich glueckspilz freude freiheit leben lebe lachen sonne sonnenschein
sonnenblume mond stern sterne sternchen himmel regenbogen blume blumen rose rosen tulpe lilie
lavendel orchidee kleeblatt wiese wald baum berg berge meer see strand insel urlaub ferien reise
wandern garten balkon heimat zuhause haus wohnung kueche familie mama papa mutti vati oma opa mutter
vater eltern kind kinder baby babys bruder schwester tochter sohn enkel onkel tante freund freundin
freunde hochzeit geburtstag weihnachten ostern silvester fasching karneval advent nikolaus fruehling
sommer herbst winter fruehjahr januar februar maerz april mai juni juli august september oktober
november dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag wochenende
woche monat jahr stunde uhr eins zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf hundert
tausend million rot blau gruen gelb schwarz weiss braun grau rosa lila bunt orange silber gold
golden hund katze kater kaetzchen welpe pferd pony fohlen kuh schaf ziege schwein huhn ente gans
vogel adler falke eule rabe loewe tiger panther leopard elefant giraffe affe zebra wolf fuchs igel
hamster meerschweinchen kaninchen delfin delphin wal hai fisch schildkroete drache einhorn
schmetterling biene hummel marienkaefer frosch schlange dackel pudel labrador schaeferhund mops rex
bello hasso waldi minka mieze felix garfield kaffee kakao tee bier wein sekt wasser milch cola
schokolade schoki kuchen torte keks brot brezel butter kaese wurst bratwurst currywurst schnitzel
spaetzle knoedel pizza pasta nudel nudeln nudelsuppe spaghetti doener pommes kartoffel
kartoffelsalat sauerkraut tomate gurke salat zwiebel apfel banane kirsche erdbeere himbeere birne
pflaume zitrone nutella haribo gummibaerchen fussball bundesliga weltmeister meister pokal tor
stadion verein bayern bayernmuenchen fcbayern fcb bvb borussia dortmund schalke schalke04 glueckauf
gladbach moenchengladbach werder bremen hsv hamburg stpauli hertha union eisern koeln effzeh
leverkusen bayer frankfurt eintracht stuttgart vfb freiburg mainz mainz05 augsburg hoffenheim
leipzig wolfsburg hannover hannover96 nuernberg club fcn kaiserslautern lautern duesseldorf fortuna
bochum bielefeld arminia rostock hansa dresden dynamo magdeburg aue karlsruhe ksc braunschweig
paderborn heidenheim kiel darmstadt regensburg muenchen1860 loewen berlin muenchen wuppertal bonn
muenster essen duisburg mannheim wiesbaden potsdam schwerin erfurt saarbruecken halle chemnitz
kassel aachen krefeld luebeck oldenburg osnabrueck heidelberg ulm wuerzburg bamberg passau trier
koblenz jena weimar goettingen hildesheim siegen hagen hamm herne gelsenkirchen oberhausen
deutschland oesterreich schweiz europa wien zuerich bayernland preussen sachsen hessen thueringen
brandenburg niedersachsen westfalen rheinland pfalz saarland holstein schleswig vorpommern
mecklenburg wuerttemberg baden schwaben franken ruhrpott nordsee ostsee bodensee alpen schwarzwald
allgaeu sylt ruegen mallorca italien spanien griechenland frankreich paris london rom amerika kanada
australien mercedes benz bmw audi porsche volkswagen golf polo passat opel corsa astra ford fiesta
trabant trabi skoda motorrad fahrrad auto traktor trecker lastwagen feuerwehr polizei eisenbahn
rakete computer rechner laptop handy telefon internet drucker tastatur windows office outlook excel
linux google facebook instagram whatsapp youtube amazon ebay apple iphone samsung microsoft netzwerk
server bildschirm schule lehrer kindergarten kita uni student arbeit chef feierabend buero kollege
kollegin montagmorgen mittag pause firma geld reich million lotto sechser musik lied gitarre klavier
rock metal rammstein beatles elvis atemlos schlager disco tanzen pokemon minecraft fortnite batman
superman spiderman starwars skywalker yoda gandalf hobbit hogwarts harrypotter potter asterix obelix
micky mickymaus donald pumuckl winnetou sandmann pippi langstrumpf biene maja heidi wickie baldur
merlin zauberer hexe kobold elfe fee teufel satan hoelle tod killer ninja samurai pirat ritter
soldat kaiser graf baron scheisse scheiss arsch arschloch fick ficken ficker hure nutte schlampe sex
sexy titten penis muschi wichser idiot depp trottel bloedmann bloed dumm verdammt mist kacke pups
anna anne anja andrea angela angelika annika antje antonia astrid barbara beate bettina birgit
brigitte carina carla carolin charlotte christa christiane christina clara claudia cornelia dagmar
daniela doris elena elisabeth elke ella emilia emily emma erika eva franziska frieda gabi gabriele
gerda gisela greta hanna hannah hannelore heike helga hilde ida ilse ina ines inge ingrid irene iris
jana jasmin jennifer jessica johanna josephine judith julia juliane karin karla katharina kathrin
katja katrin kerstin kirsten klara lara laura lea lena leni leonie lia lilly lina linda lisa lotte
louisa lucia luisa maja manuela margarete maria marie marina marion marlene martina mathilda melanie
merle mia michaela mila miriam monika nadine natalie nele nicole nina nora paula petra pia regina
renate ricarda ronja rosemarie ruth sabine sabrina sandra sara sarah silke silvia simone sofia sonja
sophia sophie stefanie susanne svenja tanja theresa ulrike ursula ute vanessa vera verena victoria
wiebke yvonne zoe achim adrian albert alex alexander alfred andreas anton armin arne axel ben
benjamin bernd bernhard bjoern bruno carsten christian christoph daniel david dennis detlef dieter
dietmar dirk dominik eberhard elias emil erich erik ernst erwin fabian ferdinand finn florian frank
franz frederik friedrich fritz georg gerd gerhard guenter guenther gustav hannes hans harald hartmut
heiko heiner heinrich heinz helmut henri henry herbert hermann holger horst ingo jakob jan jannik
jens joachim jochen johann johannes jonas jonathan joerg josef juergen julian kai karl karsten kevin
klaus konrad kurt lars lasse leo leon lennart levi linus lothar louis luca lucas ludwig luis lukas
malte manfred manuel marc marcel marco mario markus martin marvin mathias matthias max maximilian
michael michel milan moritz nico niklas nils noah norbert olaf ole oliver oscar oskar otto pascal
patrick paul peter philipp rainer ralf ralph raphael reiner reinhard richard robert robin roland
rolf rudi rudolf ruediger samuel sascha sebastian siegfried simon stefan steffen stephan sven theo
thomas thorsten till tim timo tobias tom torben torsten udo ulf uli ulrich uwe valentin viktor
volker walter werner wilhelm willi wolfgang yannick mueller schmidt schneider weber meyer wagner
becker schulz hoffmann schaefer koch bauer richter klein schroeder neumann zimmermann braun krueger
hofmann hartmann lange schmitt werner krause meier lehmann schmid begleitwerk fruehe fruehen hilfe
hilfen fruehehilfen netzwerke koordination koordinatorin koordinator netzwerkkoordination
prozessbegleitung begleitung qualitaet qualitaetsentwicklung kommune kommunen gemeinde landkreis
kreis stadt rathaus landratsamt kreishaus amt jugendamt jugend jugendhilfe sozialamt gesundheitsamt
verwaltung behoerde landrat buergermeister dezernat fachbereich sachgebiet referat abteilung zimmer
kinderschutz kindeswohl schutz familienhilfe hebamme hebammen familienzentrum stiftung
bundesstiftung nzfh bzga ministerium bund land laender bericht antrag akte vorlage ausschuss sitzung
steuerungsgruppe oeffentlich intern dienst dienststelle mitarbeiter mitarbeiterin leitung leiter
leiterin
"""

WORDS = frozenset(_TEXT.split())

# Rows of the German keyboard, then of what one counts up; read from both ends, and around the end.
_ROWS = (
    "qwertzuiopue", "qwertzuiop", "qwertyuiop", "asdfghjkloeae", "asdfghjkl", "yxcvbnm", "zxcvbnm",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p", "1q2w3e4r5t6z7u8i9o0p", "qaywsxedcrfvtgbzhnujm",
    "12345678901234567890", "147258369", "abcdefghijklmnopqrstuvwxyz", "a1b2c3d4e5f6g7h8i9",
    '!"§$%&/()=',
)  # fmt: skip
KEY_ROWS = frozenset(row[::step] for row in _ROWS for step in (1, -1))
