#include "language.h"

const nst_language_words nst_latin_languages[NST_LATIN_LANGUAGES] = {
    {"en", "the of and to in is that for it was with as on be at by this have from are not"},
    {"de", "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch"},
    {"fr", "le la les de des et du en un une est que dans qui pour pas sur au plus par avec ce"},
    {"es", "el la los las de y que en un una del se por con para no es al lo como su más"},
    {"it", "il di che la e un in per una del non sono della con le dei al si da anche nel gli"},
    {"pt", "o a os as de que e do da em um uma para com não no na por dos mais ao foi são"},
    {"nl", "de het een van en in is dat op te zijn met voor niet die aan er om ook als bij"},
    {"sv", "och att det i en som på är av för den med till inte har om ett var han de"},
    {"da", "og i at det en den til er som på de med af for ikke der har et var fra efter"},
    {"nb", "og i det på som er en til av for at med ikke de har den et var fra etter ble"},
    {"fi", "ja on ei että se oli hän mutta kun ovat myös joka mukaan tai ole kuin niin sen"},
    {"pl", "w i na z się nie do to że jest o jak po co od za ale przez był dla oraz"},
    {"cs", "a v se na je že s z do o to i k si ve jako po za by ale který jsou"},
    {"hu", "a az és hogy nem is egy van meg ez de volt csak már még mint el ki vagy"},
    {"ro", "de și în a la cu pe nu din care o un este să că mai pentru se ce sau"},
    {"hr", "je i u na se da za su od s o ne koji kao to bi će što iz ili"},
    {"tr", "ve bir bu da için de ile çok olarak daha olan gibi ne kadar sonra var değil"},
    {"vi", "và của là có không được cho trong các một người với này những đã khi để"},
    {"id", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke ada oleh"},
    {"ca", "el la de i que en un una els les per amb no del al és més com les dels"},
};

const nst_language_letters nst_cyrillic_languages[NST_CYRILLIC_LANGUAGES] = {
    {"be", "ў"}, {"uk", "їєґ"}, {"sr", "ђћ"}, {"mk", "ѓќѕ"}, {"ru", "ыэё"}, {"bg", "ъ"},
};

const nst_language_letters nst_arabic_languages[NST_ARABIC_LANGUAGES] = {
    {"ur", "ٹڈڑے"},
    {"fa", "پچژگ"},
};
