"""The words that tell a name from other capitalised words, and that tell what it names."""

import re

_words = str.split

# Words that begin a sentence with a capital and are no part of a name.
COMMON = {
    *_words("""
        a about above according across added after again against ago all almost along already also although always
        am amid among an and another any anyone anything are around as ask asked at away back based be because
        become been before behind being below besides better best between beyond big both but by came can cannot
        come could currently days dear despite did do does done down during each earlier eight either else even ever
        every everybody everyone everything except few finally first five following for former four from further get
        give given go going good got great had half has have he hello her here hers herself him himself his how
        however hundred hundreds i if in including indeed inside instead into is it its itself just keep largely
        last late lately later latest least less let like little long look made mainly major make many may maybe me
        meanwhile might million mine more moreover most mostly much must my myself near nearly neither never
        nevertheless next nine no nobody none nor not nothing now of off often oh ok old on once one only onto or
        other others our ours out outside over own part people per perhaps please police previously prior quite
        rather really recently right said same say says second see seven several shall she should since six so some
        somebody someone something sometimes soon speaking still such sure take tell ten than thank thanks that the
        their theirs them themselves then there therefore these they thing things think third this those though
        thousands three through throughout thus till time to today together told tomorrow too total toward towards
        twice two under unless unlike until up upon us use using various very via want was we well were what
        whatever when whenever where whereas wherever whether which while who whoever whole whom whose why will with
        within without would yes yesterday yet you young your yours officials analysts dealers traders results
        men women children
    """)
}
# Words that no name begins or ends with, wherever they stand.
DETERMINERS = {
    *_words("""
        a an the this that these those my your his her its our their i he she it we you they and or but
    """)
}
CALENDAR = {
    *_words("""
        january february march april may june july august september october november december monday tuesday
        wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    """)
}
# Words before a name that are no part of it; a row of capitals is cut at them.
TITLES = {
    *_words("""
        mr mrs ms dr prof sen rep gov gen lt col sgt capt maj adm rev hon sir dame president minister premier
        chancellor senator governor mayor judge justice pope prince princess secretary chairman chairwoman director
        captain coach professor officer sheriff general colonel major lieutenant sergeant admiral deputy vice
        ambassador congressman congresswoman representative attorney spokesman spokeswoman archbishop bishop
        cardinal king queen detective inspector lady executive
    """)
}
# Of the titles, those that are surnames too: "John Major".
SURNAMES_TOO = {*_words("major king judge bishop prince justice cardinal")}
# Part of the title that they stand before: "Prime Minister".
BEFORE_TITLES = {
    *_words("""
        prime foreign finance financial interior defence defense health justice chief former deputy vice
    """)
}
# "of" belongs to a name after these: "Bank of Japan", but not "Smith of Yale".
OF = {
    *_words("""
        act academy army association bank battle bay board bureau cape center centre chamber church city college
        commonwealth conference congress council county court department duke earl faculty federation gulf house
        institute international isle isles kingdom league library ministry museum north south east west office order
        organisation organization party republic school sea secretary society state states strait treaty tower
        university voice war
    """)
}
# Places that everyone knows: names even where they begin a sentence.
PLACES = {
    *_words("""
        afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus
        belgium bolivia bosnia botswana brazil britain bulgaria burma burundi cambodia cameroon canada chad chile
        china colombia congo croatia cuba cyprus denmark ecuador egypt england estonia ethiopia finland france gabon
        georgia germany ghana greece guatemala guinea haiti honduras hungary iceland india indonesia iran iraq
        ireland israel italy jamaica japan jordan kazakhstan kenya korea kosovo kuwait laos latvia lebanon liberia
        libya lithuania luxembourg macedonia malawi malaysia mali malta mexico moldova mongolia morocco mozambique
        myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan panama paraguay peru
        philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia
        somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey uganda
        ukraine uruguay uzbekistan venezuela vietnam wales yemen yugoslavia zaire zambia zimbabwe america europe
        asia africa alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
        illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
        missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia
        wisconsin wyoming amsterdam athens atlanta baghdad baltimore bangkok barcelona beijing berlin boston
        brussels cairo chicago cleveland dallas delhi denver detroit dublin frankfurt geneva glasgow houston
        istanbul jakarta jerusalem karachi kyiv lagos lisbon liverpool london madrid manchester manila melbourne
        miami milan montreal moscow mumbai munich nairobi oslo paris philadelphia phoenix pittsburgh prague rome
        santiago seattle seoul shanghai stockholm sydney tehran tokyo toronto vienna warsaw washington zurich u.s
        u.k usa uk
    """)
}
# Names in capitals, words in small letters.
ACRONYMS = {"US", "WHO"}
# Months and verbs that people are called by too: "May Reyes", "Will Smith", "Theresa May".
NAMES_TOO = {*_words("april august bill jan june may will")}
# What a firm's name may go without: "Apex Inc", "Apex".
SUFFIXES = {*_words("inc corp co ltd llc plc ag group company")}
# The word that says what a longer name names: its last one, or the last before "of".
HEADS = {
    word: kind
    for kind, words in {
        "law": "act bill law amendment treaty constitution code accord protocol",
        "occasion": """
            awards olympics cup championship championships games festival open prix summit conference
            tournament war day eve christmas easter thanksgiving halloween marathon carnival series masters
        """,
        "agency": """
            agency department ministry bureau service services commission administration authority
            office police fbi cia nasa
        """,
        "government": "government congress senate parliament house cabinet court kremlin pentagon duma knesset",
        "place": """
            county city river street avenue road island islands mountain mountains mount lake park
            airport bridge province district state states beach valley bay sea ocean square coast gulf
            hill hills republic kingdom
        """,
        "organisation": """
            inc corp co ltd llc plc ag group bank company university college school institute
            association committee council party union club united fc football airlines airways press
            news times post journal league federation organization organisation foundation fund hospital
            museum church army navy exchange motors systems technologies industries holdings society
            magazine board nations
        """,
        "platform": """
            instagram facebook twitter tiktok youtube snapchat reddit whatsapp telegram bluesky linkedin
        """,
    }.items()
    for word in words.split()
}
_DEMONYM = re.compile(
    r"(?<!ic)(?:[a-z]{2}(?:ese|ish|ians?)|[a-z]{3}(?:eans?|icans?|nis?|qis?))$"
)
_DEMONYMS = {
    *_words("""
        french dutch german germans greek greeks swiss czech thai iraqi israeli pakistani arab arabs palestinian
        kurd
    """)
}


def is_demonym(low: str) -> bool:
    """Whether a word in small letters names a people ("french", "nigerians")."""
    return low in _DEMONYMS or bool(_DEMONYM.search(low))
