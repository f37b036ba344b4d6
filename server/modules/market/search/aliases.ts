/**
 * What people say for what is listed under another name: brands, former names and tickers, nicknames. Each stands for
 * the whole name: typing it in full counts as typing the name.
 */
const table = `
GOOGL     google; youtube; gmail; android
META      facebook; fb; instagram; whatsapp
XYZ       square; sq; cash app; block inc
MSFT      windows; xbox; azure; linkedin; github
AMZN      amazon.com; aws; amazon web services
AAPL      iphone; ipad; apple computer
BRK.B     warren buffett; buffett; berkshire b
BRK.A     berkshire a
NVDA      geforce
SPCX      spacex; starlink; space x
MSTR      microstrategy
RTX       raytheon
GEV       ge vernova
GE        general electric
WMT       wal mart
DIS       walt disney
KO        coke; coca cola company
PEP       pepsi
PG        procter and gamble; p&g
JNJ       j&j; johnson and johnson
JPM       jp morgan; chase
BAC       bofa; merrill lynch
BNY       bank of new york mellon; bny mellon; bk
C         citi; citibank
GS        goldman sachs
T         att
VZ        verizon communications
UNH       united health
MRSH      marsh and mclennan; mmc
FISV      fi
MO        philip morris usa; marlboro
PM        philip morris international
XOM       exxon; exxon mobil
SLB       schlumberger
HPE       hewlett packard
HPQ       hewlett packard inc; hp inc
IBM       international business machines; red hat
AMD       advanced micro devices
ARM       arm holdings
TSM       taiwan semiconductor
SMCI      super micro computer
WDC       western digital
MU        micron technology
ON        on semiconductor
STX       seagate technology
MMM       3m; minnesota mining
BA        boeing company
UPS       united parcel service
FDX       fedex; federal express
HON       honeywell
PSKY      paramount; viacom; cbs
WBD       hbo; warner brothers
CMCSA     nbc universal; xfinity
NWSA      wall street journal
CHTR      spectrum
GEN       norton; symantec
ADP       automatic data processing
FICO      fair isaac
PYPL      venmo
AXP       amex
CI        cigna group
SKHY      hynix; sk hynix inc
P         pure storage
GAP       old navy; banana republic
AFRM      affirm holdings
NU        nu holdings; nu bank
LLY       lilly; eli lily
MRK       merck and co
BDX       becton dickinson
EL        estee lauder
SBUX      starbux
MCD       mac donalds
F         ford motor
GM        chevrolet; cadillac
HMC       honda motor
TM        toyota motor
STLA      fiat; chrysler; jeep; peugeot
BABA      ali baba
PDD       pinduoduo; temu
TCOM      ctrip
CART      maplebear
DASH      door dash
BKNG      booking.com; priceline
ABNB      air bnb
GRAB      grab holdings
NVO       novo; ozempic
BUD       ab inbev; budweiser
UL        unilever plc
BTI       bat
HSBC      hongkong shanghai bank
DB        deutsche
MC.PA     louis vuitton; moet hennessy
GBTC      grayscale bitcoin
SPY       s&p 500 etf; spiders; spdr s&p
VOO       vanguard 500; vanguard s&p
VTI       vanguard total market; total stock market
QQQ       nasdaq 100 etf; qqqs; powershares qqq
DIA       diamonds; dow etf
GLD       gold etf
SLV       silver etf
IBIT      bitcoin etf; blackrock bitcoin
TLT       treasury etf
SPX       s&p; s&p 500 index; gspc; us500; standard and poors
NDX       nasdaq; nasdaq100; us100
IXIC      nasdaq index; nasdaq composite; ccmp
DJI       dow; dow jones; djia; us30
RUT       russell; small caps
VIX       fear index; volatility index; cboe volatility
DAX40     gdaxi; german index; dax index
FTSE      footsie; uk100; ukx
N225      nikkei; nikkei225; japan index
HSI       hang seng index
CAC40     fchi; french index; cac
STOXX50E  eurostoxx; sx5e; euro stoxx
SMI       ssmi
SSEC      shanghai
KS11      kospi index
NSEI      nifty
BTC-USD   btc; xbt; bitcoins
ETH-USD   eth; ether
XRP-USD   ripple
SOL-USD   sol
DOGE-USD  doge
ADA-USD   ada
BNB-USD   binance; binance coin
USDT-USD  usdt
USDC-USD  usdc
LTC-USD   ltc
XAU-USD   gold spot; xau
XAG-USD   silver spot; xag
BRENT-USD oil; brent oil; crude
WTI-USD   us oil; light crude; crude oil
NATGAS-USD natural gas; gas
EUR-USD   euro; euro dollar
GBP-USD   pound; cable; sterling
USD-JPY   yen
USD-CHF   swiss franc; franc
USD-CNY   yuan; renminbi
`;

/** Other names by symbol. */
export const aliases: ReadonlyMap<string, readonly string[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [symbol = '', ...rest] = line.split(/\s+/);
      return [symbol, rest.join(' ').split('; ')];
    }),
);
