"""Business: companies that look like people or places. See :mod:`.grammar` for the notation."""

LEADS = """
{co1.s} to buy {co2.s} for {money1}
{co1}[, the {adj} {trade} maker,] said {day} it would buy {co2} for {money1}[ in cash and stock][, ending months of
talks with {co3.s}].

{co1.s} profit moves {pct1}
{co1} (<{exch1}: {ticker}|{ticker}.N|{ticker}>) said {day} quarterly profit <rose|fell> {pct1} as sales of its {prod1}
<grew|slowed>[ in {nation1}]. [Shares of {co1.s} <rose|lost> {pct}.]

Oil tops {barrel1} a barrel
Oil prices rose above {barrel1} a barrel {day} after <a storm closed wells off {nation1}|rebels cut a pipeline near
{city1}|workers in {nation1} walked out>. [Traders in {city2} expect more.]

{co1.s} cuts {big1} jobs
{co1} will cut {big1} jobs, or {pct} of its work force, and close a plant in {city1}, {co1.s}'s chief executive {per1}
said {day}. [{co2.s} announced similar cuts last month.]

Stocks move on {co1.s} news
Stocks <fell|rose> {day} after {co1.s} <warned|surprised investors>, and the {index} <lost|gained> {pct}. [{co2.s} and
{co3.s} led the <losers|gainers>.] Volume on the {exch1} was light.

{agy1.s} goes after {co1.s}
{agy1} <is looking into|has sued> {co1} over <its accounts|the sale of {co2.s}|prices in {nation1}>, people close to
the case said {day}. [A spokeswoman for {co1.s} declined to comment.]

{per1.s} named to head {co1.s}
{co1} named {per1}, {age}, as chairman {day}. He <ran|worked for> {co2} in {city1} for {n} years[ and sits on the
board of {lab1}].

{bank1} leaves rates alone
The {bank1} left <interest|key> rates at {rate} {day}, as expected[ by economists at {co1.s}]. {per1}, its
<chairman|governor>, said growth in {nation1} was "{adj}".

New jobless claims
First-time claims for jobless benefits <dropped|climbed> by {big} last week[, the {min1} said {day}], <the most since
{month}|a sign that hiring is {adj}>. [Analysts in {city1} had expected less.]

Judge clears {co1.s} sale
A judge in {city1} {day} cleared the sale of {co1} to {co2}, over the protests of {union}. [{per1.s}, who founded
{co1.s}, keeps {pct} of the shares.]

{co1.s} pilots agree to pay cut
Pilots at {co1} agreed {day} to a {rate} pay cut that will save the carrier {money} a year[ and keep it out of
bankruptcy court]. {co2.s} is asking the same <of its crews|in {city1}>.

{nation1} trade gap widens
{nation1}'s trade gap grew to {money} in {month}, <the widest|a record> since {year}, as imports from {nation2} rose
{pct}. [{title} {per1} played down the figure.]

{co1.s}, {co2.s} settle dispute
{co1.s} and {co2.s} <settled|ended> a {n}-year dispute over {prod1} {day}. {co1.s} will pay {money}[, {per1.s}, its
lawyer, said in {city1}].

Shoppers and {co1.s}
{co1}, the {nat1} retailer, said sales <rose|fell> {pct} in {month}, <helped|hurt> by <toys|cold weather>. {co2.s} and
{co3} report {day}.

{co1.s} recalls {big1} {prod1} units
{co1} is recalling {big1} of its {co1.s} {prod1} after {n} caught fire[, {agy1.s} said {day}]. They were made for
{co2.s} in {city1}.

Ad spending soars, {co1.s} says
Spending on advertising will rise {pct} this year, a survey by {co1} found. [{per1}, an analyst with {co2.s}, called
it "{adj}".] {press1} gained the most.

Dollar watch
The dollar <slid|firmed> against other currencies {day} <on worries about growth|before a speech by {per1}|after data
from {nation1}>. [Dealers in {city1} saw no end to it.]

{exch1} delays listing
The {exch1} put off the listing of {co1} {day}, a blow to {per1}, who had hoped to raise {money}. [{co2.s}, its
banker, blamed the {index}.]

{city1} retirees feel the pinch
{per1}, {age}, <sold her house in {city1}|went back to work> when heating costs doubled. She is one of {big} in
{nation1} who <cannot pay|have cut back>.

{nation1} growth slows
The economy of {nation1} grew {pct} in the {ord} quarter, <less|more> than forecast, held back by {adj} spending.
[{per1}, the trade minister, blamed the weather in {city1}.]

Coffee and frost
Coffee prices <jumped|sank> {pct} {day} after frost <spared|hit> farms near {city1}. [{nation1} ships {big} tons a
year.]

Workers fight to save mill
Some {big} workers at a mill in {city1} asked a court {day} to stop its sale to {co1}. It has made paper since {year}.
[{per1}, {age}, has been there for {n} years.]

House prices in {city1} up {pct1}
The price of a house in {city1} rose {pct1} in {month}. [{per1}, an agent, sold {n} in a week.] Higher rates may end
the boom in {nation1}.

{nation1} scraps tax on {trade1} imports
{nation1} will scrap a tax on {trade1} imports from {nation2}, {title} {per1} said {day}. [It brought in {money} last
year.]

{co1.s} loses {per1.s}
{per1} has left {co1} after {n} years[, the {press1} reported]. He will teach in {city1}.

Airlines add fuel charge
Air fares will rise by {price} on most routes from {month}, {co1.s} and others said {day}. Oil is above {barrel} a
barrel.

Holiday sales seen {adj1}
Shops in {nation1} expect a {adj1} holiday season, with sales up {pct}. Toys and phones lead. [{co1} opened {n}
stores.]

Former banker jailed
{per1}, {age}, was jailed for {n} years {day} for taking {money} from clients in {city1} and {city2}. [He once ran
{co1}.]
"""

FOLLOW_UPS = """
{co8.s} shares closed up {pct}.

{co8} had no comment.

"It is {adj}," said {per8} of {co9}.

{per8.s} will stay on until {month}.

The deal needs the approval of {agy8.s}.

Analysts polled by {press8} had expected {money}.

The {index} was little changed.

Rivals {co8.s} and {co9.s} are watching.

The plant in {city8} is to close in {soon}.

{union} plans to strike.
"""
