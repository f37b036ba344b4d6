export interface QueryGroup {
  readonly title: string;
  /** What is typed, and the symbol a person means by it. */
  readonly queries: readonly (readonly [query: string, meant: string])[];
}

/** What people type, by how hard it is to understand. */
export const queryGroups: readonly QueryGroup[] = [
  {
    title: 'Tickers',
    queries: pairs(`
AAPL = AAPL
msft = MSFT
brk.b = BRK.B
BRK-B = BRK.B
BRK/B = BRK.B
brk b = BRK.B
bf-b = BF.B
SPY = SPY
f = F
t = T
btc = BTC-USD
eth-usd = ETH-USD
EURUSD = EUR-USD
eur/usd = EUR-USD
sap.de = SAP.DE
7203.t = 7203.T
ABR-D = ABR$D
^vix = VIX
fb = META
sq = XYZ`),
  },
  {
    title: 'Names, and their beginnings',
    queries: pairs(`
apple = AAPL
apple inc = AAPL
micro = MSFT
nvid = NVDA
goog = GOOGL
alphabet = GOOGL
amaz = AMZN
tesla = TSLA
berkshire = BRK.B
berkshire hathaway = BRK.B
jpm = JPM
jp morgan = JPM
jpmorgan chase = JPM
bank of america = BAC
goldman sachs = GS
visa = V
ford = F
shell = SHEL
target = TGT
gap = GAP
nike = NKE
coca cola = KO
cocacola = KO
coca-cola = KO
at&t = T
procter & gamble = PG
johnson and johnson = JNJ
mcdonalds = MCD
nestle = NESN.SW
loreal = OR.PA
hermes = RMS.PA
spacex = SPCX
arm = ARM
palantir = PLTR
reddit = RDDT
toyota = TM
nintendo = 7974.T`),
  },
  {
    title: 'Several words, parts of words, other names',
    queries: pairs(`
hathaway berkshire = BRK.B
stanley morgan = MS
vanguard total stock = VTI
total stock vanguard = VTI
vanguard s&p = VOO
s&p 500 = SPX
s&p 500 etf = SPY
nasdaq 100 = NDX
dow jones = DJI
gold etf = GLD
bitcoin etf = IBIT
bitcoin = BTC-USD
crypto = BTC-USD
gold = XAU-USD
oil = BRENT-USD
euro dollar = EUR-USD
google = GOOGL
facebook = META
youtube = GOOGL
instagram = META
square = XYZ
iphone = AAPL
ozempic = NVO
louis vuitton = MC.PA
soft = MSFT
flix = NFLX
nvda stock = NVDA
tesla shares = TSLA
treasury bond 20 = TLT
semiconductor etf = SMH`),
  },
  {
    title: 'Typos',
    queries: pairs(`
appel = AAPL
aple = AAPL
APPL = AAPL
APLE inc = AAPL
TSAL = TSLA
telsa = TSLA
tesls = TSLA
NVIDA = NVDA
nvdia = NVDA
mircosoft = MSFT
microsft = MSFT
micosoft = MSFT
mircos = MSFT
gogle = GOOGL
googel = GOOGL
amazn = AMZN
amzon = AMZN
netflx = NFLX
facebok = META
berkshire hathway = BRK.B
berkshir hataway = BRK.B
jonson and jonson = JNJ
procter and gambel = PG
starbuks = SBUX
mcdonlads = MCD
wallmart = WMT
cosco = COST
bank of amercia = BAC
bankof america = BAC
goldmann sachs = GS
morgan stanly = MS
exxonmobile = XOM
cheveron = CVX
qualcom = QCOM
brodcom = AVGO
palanteer = PLTR
vangard total = VTI
etherium = ETH-USD
bitcion = BTC-USD
toyta = TM
volkswagon = VOW3.DE
nintedo = 7974.T
micro soft = MSFT
face book = META
pay pal = PYPL`),
  },
  {
    title: 'What is gone, or bears another name',
    queries: pairs(`
celgene = CELG
twitter = TWTR
vmware = VMW
raytheon = RTX
viacom = PSKY`),
  },
];

function pairs(text: string): [string, string][] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [query = '', meant = ''] = line.split(' = ');
      return [query, meant];
    });
}
