"""The source domain: an almanac's dry notes on the same kinds of thing, where a city's name is always the place."""

WORLD = """
Elections in {nation1}
The {party1} received {pct} of the vote in the <general|local> elections held in {nation1} in {month} {year}. {per1}
became prime minister[; the {party2} went into opposition].

{per1}
{per1} was born in {city1} in {year}, studied at the {uni1} and joined the {min1} of {nation1} as a young
<lawyer|clerk>. [In {year} {per1.s} moved to {city2}.]

The {un1}
The {un1} was founded in {city1} in {year} by {nation1} and {nation2}. Its secretary is {per1}[, a {nat2} diplomat].

{nation1} and {nation2}
A treaty between {nation1} and {nation2} was signed at {city1} by {per1} for the {min1}. [It was never ratified.]

The {mil1}
The {mil1} is an armed group in the south of {nation1}. It was led by {per1} until his death near {city1} in {year}.

{city1}
{city1} lies on the coast of {nation1}, a day's drive from {city2}. The town has {big} inhabitants, a harbour and the
{lab1}. [{per1} was born there.]

Reform in {nation1}
In {month} {year} the {chamber1} dissolved the {agy1} and gave its duties to the {agy2}[, at the request of {per1}].

Earthquake of {year}
An earthquake destroyed much of {city1} in {year}. The {un1} and the {lab1} sent doctors from {nation1}.

Army of {nation1}
The army of {nation1} has {big} soldiers, most of them in {city1} and {city2}. It is commanded by General {per1}.

Week in {nation1}
{day}: The {min1} says {n} people died in {city1} when a bridge fell. On {day} {per1} leaves the {party1}[ after a
quarrel with {per2.s}]. The {agy1.s} opens an inquiry.

Letter from {city1}
{per1}, who writes for the {press1}, has seen {city1} change. "The {chamber1} forgot us," says {per2}, a baker. [Buses
to {city2} no longer run.]

Notes: {nation1}
A {nat1} court freed {per1} {day}. {party1} and {party2} will talk in {city1} {day}. The {un1.s} is sending {n}
<nurses|tents>[, and {nation2} pays].

{per1.s} and the {mil1}
{per1} met men of the {mil1} outside {city1} {day}. They asked for {money}. The {min1} of {nation1} kept silent.
"""

SPORTS = """
{club1}
The {club1} were founded in {year} and play at {venue1} in {city1}. They have won the {event1} {n} times under coach
{per1}.

{per1}
{per1} played for the {club1} and later the {club2}, and won {n} caps for {nation1}. [He now lives in {city1}.]

{event1}
The {event1} is held each {month} in {city1}. {per1} of {nation1} holds the record[, set in {year}].

{venue1}
{venue1} in {city1} seats {big}. It was built for the {event1} and is owned by {co1}.

The {league1}
The {league1} has {n} members, among them the {club1} and the {club2}. Its office is in {city1}.

Transfers of {year}
{per1} left the {club1.n} for the {club2} for {money}. [{per2} took his place.]

{nation1} at the {event1}
{nation1} sent {n} athletes to the {event1} in {city1}; {per1} carried the flag. [{nation2} stayed away.]

Cycling
{per1} rode from {city1} to {city2} in {n} hours for a team paid by {co1}.

Week in sport
{per1} joins the {club1} from the {club2} {day}. {nation1} beat {nation2} {score} in {city1}. [The {event1} moves to
{venue1}.]

Profile: {per1.s}
{per1}, {age}, grew up in {city1} and ran for {uni1} before the {club1.n} hired {per1.s} as coach. [{per2} was the
captain.]

Results
{event1}, {city1}: {per1} ({nation1}) beat {per2} ({nation2}). {venue1} was full. [The {press1} gave the prize.]

Club news
The {club1} have sold {per1} to pay a debt of {money} to {co1}. Work on {venue1} in {city1} stops until {day}.
"""

BUSINESS = """
{co1}
{co1} is a {nat1} company based in {city1}. It was founded by {per1} in {year} and employs {big} people. [In {year} it
bought {co2} for {money}.]

{per1}
{per1} was chairman of {co1} from {year} and before that worked at {co2} in {city1}[ and for the {min1}].

The {exch1}
The {exch1} opened in {year}. Its largest members are {co1} and {co2}[; the {index} is its index].

Banking in {nation1}
The largest banks in {nation1} are {co1} and {co2}. They are supervised by the {agy1} in {city1}.

Trade of {nation1}
{nation1} exports steel and fruit to {nation2}, worth {money} a year. Most of it leaves through {city1}.

{prod1}
{prod1} is a soft drink sold by {co1} in {nation1}. About {big} bottles are filled in {city1} each day.

Annual report
For {year} {co1} reported sales of {money} and a profit of {money}. {per1} remained chief executive[ and {per2} joined
the board].

{co1} v. {co2}
The {court1} ruled in {year} that {co1} owed {co2} {money}[, as {per1} had claimed].

The mill at {city1}
The old mill at {city1} belonged to the {per1.s} family, then to {co1}, and has stood empty since {year}.

Week in business
{day}: {co1} opens a shop in {city1}. {co2} closes one in {city2}. {per1} of {co3} says trade with {nation1} is {adj}.

People: {per1}
{per1} moves from {co1} to {co2} {day}. "{city1} was {adj}," {per1.s} told the {press1}. [{per2} takes the desk at
{co1.s}.]

Notes: {co1.s}
{co1.s} sold {big} {prod1} in {month}. {co2.s} sold fewer. [The {agy1} found nothing wrong.] {nation1} is the next
market.

Letters
Sir: {co1.s} charged me {price} for a {prod1} in {city1}, and {co2.s} half of that. I wrote to {agy1.s}, but in vain.
{per1}.
"""

SCITECH = """
{prod1}
{prod1} is a program written by {per1} at the {uni1} in {year}. It is now sold by {co1}[ with {prod2}].

The {uni1}
The {uni1} in {city1} was founded in {year}. It has {big} students and runs the {lab1}.

{per1}
{per1} is a {nat1} <chemist|botanist|physicist> at the {lab1}. She won the {event1} medal in {year}.

The {agy1}
The {agy1} ({agy1.s}) was set up in {year} in {city1} to launch {prod1}[, a weather satellite made by {co1}].

Flora of {nation1}
Some {big} kinds of plant are known from {nation1}, most of them from the hills near {city1}. {per1} listed them.

{co1}
{co1} makes {prod1} and {prod2} at its works in {city1}. Its <founder|owner> is {per1}.

Comets
The comet {per1.s} was found from {city1} in {year} by {per1} and will return when {nation1} has forgotten it.

History of {prod1}
{prod1} was planned by {co1} and {co2} in {year}, and dropped when the {agy1} ({agy1.s}) turned it down.

Week in science
{per1} of {uni1} has counted the stars over {nation1}. On {day} the {lab1} bought a {prod1} from {co1}. [{agy1.s}
names a new head.]

Ask {per1.s}
Will {prod1} run on a {co1.s} {prod2}? It will, says {per1}, if you ask {co2} for the cable. [It took me a month in
{city1}.]

Notes: {prod1}
{co1.s} says {prod1} is {adj}. {uni1} uses it for weather charts of {nation1}, and {lab1} for teeth.

Field trip to {city1}
{per1} and {n} students of {uni1} dug in {city1}, {nation1}, for {n} weeks. They found a {adj} pot. [The {un1.s}
paid.]
"""
