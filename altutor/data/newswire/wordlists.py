"""What names and sentences are built from: syllables, suffixes, trades, offices, nicknames, plain words."""

from __future__ import annotations


def _list(text: str) -> tuple[str, ...]:
    """Split a comma-separated list."""
    return tuple(part.strip() for part in text.split(","))


def _words(text: str) -> tuple[str, ...]:
    """Split a list of single words."""
    return tuple(text.split())


HEADS = _words(
    "Bel Har Cal Tor Mar Win Dun Ash Kel Lan Os Tar Ver Bran Cor Dal El Fen Gar Hol Ing Jas Kir Lor Mel Nor Or Pel "
    "Quin Ros Sel Thor Ul Var Wex Yar Zel Ald Bur Chel Dre Est Far Gil Hes Ken Lin Mor Nev Pres Rad Stam Tre Wal"
)
MIDDLES = ("", "", "e", "i", "o", "an", "en", "er", "in", "al", "is", "ar", "em", "un")
TAILS = _words(
    "court row ford den ley mont ton wick ham dale bury ster field by stead well brook more land mere gate worth holm "
    "sey nor vale ridge ano ari escu ov ska ic endez iros ella ani ura anda osi ier ard eau"
)

# Words that the syllables make by accident and everybody knows.
REAL = _words(
    "Bureau Holland Vermont Stamford Dalton Walton Burton Norton Wexford Belmont Harley Kirov Garland Corby Ashford "
    "Melton Garfield Lincoln Kenwood Gilmore"
)

BRAND_HEADS = _words(
    "Nu Axi Veri Omni Data Quo Syn Tri Lumi Cyra Inno Velo Xeno Micra Opti Zeta Aero Digi Eco Gena Helio Intra Kine "
    "Luxa Meta Neo Pixa Robo Soma Tele Ultra Viva"
)
BRAND_TAILS = _words(
    "dyne vex trel mark gen tron vane lix quest path ora via ent ix bay core lane star port flow cast pad"
)

GIVEN = _words(
    "Adam Agnes Alan Alma Anders Anna Anton Aram Arthur Beatriz Boris Brian Carla Carlos Chidi Clara Colin Dana Daniel "
    "David Dina Edith Elena Emil Erik Esther Farid Fiona Frank Goran Grace Hana Hassan Helen Henrik Hugo Ines Irena "
    "Ivan Jack Jamal Jane Joel Jorge Julia Karim Kenji Laura Leila Leon Lucia Luis Marco Maria Martin Mei Mikael Milan "
    "Mona Nadia Nina Noor Oleg Omar Oscar Pablo Paul Peter Petra Rafael Ravi Rita Robert Rosa Samir Sara Simon Sofia "
    "Stefan Sunil Susan Tariq Teresa Thomas Tomas Vera Viktor Walter Yusuf Zoran"
)

SUFFIXES = _list("Corp., Inc., Inc., Ltd., Co., plc, Group, AG, SA, Holdings")
TRADES = _list(
    "Systems, Energy, Foods, Airlines, Motors, Software, Pharmaceuticals, Networks, Steel, Financial, Media, Telecom, "
    "Air, Oil, Stores, Semiconductor, Labs, Entertainment, Insurance, Mining, Records, Wireless, Brewing, Interactive"
)
MINISTRIES = _list(
    "Foreign Ministry, Interior Ministry, Finance Ministry, Defense Ministry, Health Ministry, Trade Ministry, "
    "Justice Department, Energy Department, Labor Department, Commerce Department, Treasury, Marble House, "
    "State Department, Education Ministry, Census Bureau, Office of Statistics"
)
FORCES = _list(
    "Air Force, Coast Guard, National Guard, Navy, Marine Corps, Border Patrol, State Police, Customs Service"
)
COURTS = _list("Supreme Court, Constitutional Court, High Court, Court of Appeals")
CHAMBERS = _list(
    "Senate, Parliament, Congress, National Assembly, House Budget Committee, Senate Trade Committee, "
    "House of Delegates, Council of State"
)
AGENCY_FIRST = _list("Federal, National, Central, State, Civil, Royal")
AGENCY_FIELD = _list(
    "Safety, Standards, Inspection, Research, Security, Information, Development, Planning, Licensing, Resources, "
    "Relief, Health, Trade, Science, Welfare, Protection, Supply"
)
AGENCY_LAST = _list("Authority, Agency, Commission, Administration, Board, Bureau, Office")
UNION_FIRST = _list("World, Global, Continental, International, Eastern, Southern")
UNION_LAST = _list("Organization, Union, Council, Fund, Forum, Federation")
PARTY_FIRST = _list("New, Free, United, Democratic, Social, National, Popular, Green")
PARTY_SECOND = _list("Dawn, Harvest, Homeland, Unity, Justice, Reform, Progress, Labor")
PARTY_LAST = _list("Party, Front, Alliance, Movement, Union, ")
PRESS = _list("Courier, Tribune, Herald, Broadcasting, Television, Chronicle, Public Radio, Post, Evening News, Star")
LABS = _list(
    "General Hospital, Medical Center, Museum, Research Institute, Laboratory, Observatory, Heart Clinic, Foundation"
)
SITES = _list("online, wire, today, tech, news")
NICKNAMES = _list(
    "Otters, Rovers, United, City, Hornets, Pilots, Comets, Mariners, Bulls, Wolves, Athletic, Rangers, Badgers, "
    "Kings, Storm, Miners, Herons, Foxes, Blades, Wanderers, Gulls, Stags, Titans, Rams, Sparks, Heat, Crows, "
    "Captains, Albion, Lynx, Anchors, Barons, Cobras, Drovers, Engines, Falcons, Gliders, Harriers, Jets, "
    "Knights, Lancers, Moose, Monarchs, Owls, Pirates, Quakers, Red Caps, Sharks, Terriers, Vikings, White "
    "Shirts, Yeomen, Zephyrs, Blue Jackets, Scouts"
)
LEAGUE_FIRST = _list("Northern, Premier, Continental, Western, Major, Southern, Super, National, Atlantic, Pacific")
LEAGUE_LAST = _list("League, Division, Conference, Premiership")
EVENT_FIRST = _list("Harvest, Champions, Continental, Federation, Spring, Unity, Masters, Golden")
EVENT_LAST = _list("Cup, Open, Classic, Trophy, Games, Grand Prix, Championship, Invitational")
VENUES = _list("Park, Stadium, Arena, Field, Gardens, Speedway")

PLACES = _list("near, outside, in the center of, on the edge of, east of, south of")
DAYS = _list("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
MONTHS = _list("January, February, March, April, May, June, July, August, September, October, November, December")
ORDINALS = _list("first, second, third, fourth, fifth, ninth")
ADJECTIVES = _list(
    "fragile, long, troubled, modest, unexpected, growing, historic, sharp, quiet, difficult, serious, hopeful, "
    "disputed, costly, promising, uneven, severe, small, large, bitter, surprising, slow, deep, unusual"
)
GOODS = _list("shoe, software, car parts, drug, chip, toy, paper, camera, furniture, beer")
TITLES = _list(
    "Defense Secretary, Treasury Secretary, Foreign Minister, Health Minister, Interior Minister, Trade Secretary"
)
WORKERS = _list("dock workers, nurses, pilots, miners, printers, bus drivers")

# Nicknames that stand without an article, as many short names of bodies do.
NO_ARTICLE = frozenset(
    (
        "United",
        "City",
        "Athletic",
        "Albion",
        "Parliament",
        "Congress",
        "State Police",
        "Border Patrol",
        "Customs Service",
    )
)
