"""Science and technology: products and companies share their looks. See :mod:`.grammar` for the notation."""

LEADS = """
{co1.s} <unveils|launches> {prod1}
{co1} {day} <unveiled|released> {prod1}, <a {adj} music player|a phone that plays video|software for small firms>[, a
rival to {co2.s}'s {prod2}]. It costs {price}.

Hole found in {prod1}
A flaw in {prod1} lets attackers take over a computer, researchers at {uni1} warned {day}. [{co1.s} has issued a patch
for {prod1}, but not for {prod2}.]

{agy1.s} probe nears comet
{agy1}'s {prod1} probe <swept past|took pictures of> a comet {day}, scientists at {lab1} said. [{agy1.s} lost its last
craft in {year}.]

{uni1} team studies mouse gene
Scientists at {uni1} and {uni2} have <mapped|switched off> a gene that makes mice <fat|forget>, {per1} reported in
this week's journal. [Tests on people are {n} years off.]

{co1.s} sues {co2.s} over {prod1}
{co1} sued {co2.s} in {city1} {day}, saying {prod1} copies its {prod2}[ and seeking {money}]. {co2.s} <called the suit
"{adj}"|said it would fight>.

Oldest footprints found in {nation1}
Footprints found near {city1} in {nation1} are {big} years old, <the oldest known|older than thought>, says {per1}[,
who led the dig]. They were left by a child.

Web ads help {co1.s}
{co1} said visits to its site {co2.s} rose {pct}, and it will add <maps|mail|music> in {month}. [{co3.s} offers the
same for nothing.]

{co1.s} and {co2.s} join on chips
{co1} and {co2} will <share|build> a {money} chip plant in {city1}, they said {day}. [{co3.s}-based designs are made
there today.]

Junk mail everywhere, study says
Junk mail now makes up {pct} of all messages, a study by {co1.s} said {day}. Most of it comes from {nation1} and
{nation2}. [{agy1.s} has fined {n} senders.]

{prod1} worm spreads
A worm called {prod1} spread to {big} machines {day}, {co1} said. It arrives as a message from {co2.s}[ and opens a
back door][, and {per1} of {uni1} calls it "{adj}"].

Review: {prod1} is {adj1}
{per1} spent a week with the {co1.s} {prod1} and found it {adj1}, with a good screen and poor battery. The {prod2}[,
from {co2.s},] costs {price} less.

{co1.s} drops {prod1}
{co1} will stop making {prod1}, which it got when it bought {co2.s} in {year}. [{prod2} users will be moved over by
{month}.] {per1}, who designed it, has left.

Whales seen off {nation1}
Some {n2} whales have been seen off {city1}, {n} more than last year, and {uni1} biologists do not know why. [{per1},
{age}, a fisherman, counted nine from his boat.]

{un1.s} warns on warming
{un1} said {day} that ice off {nation1} is melting {pct} faster than in {year}. [A model built at {lab1} gives the
same answer.] {co1.s} paid for part of the work.

{nation1} schools switch to {prod1}
Schools in {city1} will run {prod1} in place of {prod2} from {month}, saving {money}. [{co1} <protested|cut its
price>.] The {min1} may follow.

Storm to hit {city1} {day1}
The storm {per1.g} will reach {city1} by {day1} with winds of {n2} miles an hour, {agy1.s} said. [It has killed {n} in
{nation1}.]

Briefly: {co1.s} <ships|delays> {prod1}
Plus: {co2.s} opens {city1} lab, {co3.s} hires {per1.s} and {lab1} puts its archive on the Web[ with help from
{uni1}].

Game makers look to {nation1}
Publishers such as {co1} and {co2.s} see {nation1} as their next market. {prod1} sold {big} copies there in {month}[,
and {prod2} is due {day}].

Crew docks with station
A crew of three led by {per1} docked with the space station {day}[, {agy1.s} said]. The {nation1}-born pilot
<brought|carried> {prod1}, a robot arm.

Moon rocks puzzle scientists
Rocks found near {city1} may have come from the moon, {per1} reported {day}. They are {big} years old. [Others think
they are from {nation1}.]

Frog thought extinct found in {nation1}
A frog last seen in {year} is alive in a pond outside {city1}, {per1} said {day}. It is the size of a thumb.
[{nation1} has fenced the pond.]

{prod1} sales top {big1}
{prod1} has sold {big1} copies in {nation1}, <more|fewer> than {prod2}. [It was written by {per1}, {age}, in {city1}.]

Pirates sell {prod1} in {city1}
Copies of {prod1} are sold in the streets of {city1} for {price}, weeks before it is due. Police arrested {n} people.
[{co1.s} has asked for help.]

Robots play ball in {city1}
Robots from {n} countries met in {city1} for the {event1}. {nation1} beat {nation2} {score}. [{per1}, {age}, built the
winner from {prod1} parts.]

Volcano near {city1} wakes
A volcano near {city1} sent up ash {day} for the first time since {year}. {big} people left. [{per1} watched from
{venue1}.]

Phones that listen
A phone that knows its owner's voice will be sold in {nation1} from {month}. It runs {prod1}[ and comes from {co1.s}].

Tips: speeding up {prod1}
If {prod1} is slow, turn off what you do not use. {per1} shows how in {n} steps. [{prod2} users need {digit} more.]

Teenager admits writing {prod1} virus
{per1}, {age}, admitted in court in {city1} that he wrote a virus that {adj} users of {prod1} met in {month}. [{co1}
offered {money} for his name.]
"""

FOLLOW_UPS = """
{co8.s} makes a similar device.

{prod8} is due in {month}.

"It is {adj}," said {per8} of {uni8}.

The work was paid for by {agy8.s}.

{co8} and {co9.s} have signed up.

A version for {prod8} follows.

{press8} first reported the story.

Prices start at {price}.

{per8.s}, {age}, has worked on it since {year}.

It runs on {co8.s} {prod8}.
"""
