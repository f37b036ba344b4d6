/** What has a price but is no share: coins, indices, currencies and commodities. */

/** Symbol, market cap in billions of dollars, price in dollars, decimals of a price, yearly volatility in percent, name. */
export const coins = `
BTC-USD   2250  113000.00 2 48 Bitcoin
ETH-USD   520   4320.00   2 65 Ethereum
XRP-USD   172   2.8900    4 75 XRP
USDT-USD  167   1.0000    4 1  Tether
BNB-USD   118   850.00    2 50 BNB
SOL-USD   98    181.00    2 78 Solana
USDC-USD  67    1.0000    4 1  USD Coin
DOGE-USD  32    0.21500   5 90 Dogecoin
TRX-USD   33    0.35000   5 45 TRON
ADA-USD   31    0.86000   5 80 Cardano
LINK-USD  17    25.400    3 80 Chainlink
AVAX-USD  9.7   22.900    3 85 Avalanche
XLM-USD   12.5  0.40000   5 85 Stellar
BCH-USD   11    553.00    2 70 Bitcoin Cash
LTC-USD   8.7   114.00    2 65 Litecoin
DOT-USD   5.9   3.8600    4 78 Polkadot
SHIB-USD  7.3   0.00001240 8 85 Shiba Inu
UNI-USD   6.2   10.300    3 88 Uniswap
NEAR-USD  3.1   2.4800    4 90 NEAR Protocol
HBAR-USD  10    0.23700   5 88 Hedera
XMR-USD   4.9   267.00    2 60 Monero
SUI-USD   12    3.4500    4 95 Sui
AAVE-USD  4.6   300.00    2 85 Aave
ATOM-USD  2.1   4.4500    4 78 Cosmos
ETC-USD   3.3   21.600    3 75 Ethereum Classic
`;

/**
 * Symbol, currency, level, yearly volatility in percent, name. Where a US share bears the usual short name of an index
 * (DAX, CAC), the number of its members is part of the symbol.
 */
export const indices = `
SPX       USD 6430.00  16 S&P 500
NDX       USD 23400.00 20 Nasdaq 100
DJI       USD 45300.00 15 Dow Jones Industrial Average
IXIC      USD 21450.00 19 Nasdaq Composite
RUT       USD 2350.00  22 Russell 2000
VIX       USD 15.20    95 VIX Volatility Index
DAX40     EUR 24300.00 17 DAX
STOXX50E  EUR 5450.00  17 Euro Stoxx 50
CAC40     EUR 7900.00  17 CAC 40
IBEX35    EUR 15300.00 17 IBEX 35
FTSEMIB   EUR 43000.00 18 FTSE MIB
AEX       EUR 905.00   16 AEX
SMI       CHF 12200.00 14 Swiss Market Index
FTSE      GBP 9290.00  13 FTSE 100
N225      JPY 43000.00 22 Nikkei 225
HSI       HKD 25200.00 24 Hang Seng
SSEC      CNY 3770.00  18 Shanghai Composite
KS11      KRW 3170.00  19 KOSPI
NSEI      INR 24970.00 14 Nifty 50
AXJO      AUD 8970.00  13 S&P/ASX 200
GSPTSE    CAD 28200.00 13 S&P/TSX Composite
BVSP      BRL 137000.00 20 Bovespa
`;

/** Symbol, currency it is priced in, price, decimals of a price, yearly volatility in percent, name. */
export const currencies = `
EUR-USD USD 1.16500 5 8 Euro / US Dollar
GBP-USD USD 1.34700 5 8 British Pound / US Dollar
USD-JPY JPY 147.200 3 10 US Dollar / Japanese Yen
USD-CHF CHF 0.80500 5 8 US Dollar / Swiss Franc
USD-CAD CAD 1.38500 5 7 US Dollar / Canadian Dollar
AUD-USD USD 0.64800 5 10 Australian Dollar / US Dollar
NZD-USD USD 0.58600 5 10 New Zealand Dollar / US Dollar
EUR-GBP GBP 0.86500 5 6 Euro / British Pound
EUR-JPY JPY 171.500 3 10 Euro / Japanese Yen
EUR-CHF CHF 0.93800 5 6 Euro / Swiss Franc
USD-CNY CNY 7.1650 4 4 US Dollar / Chinese Yuan
USD-INR INR 87.500 3 4 US Dollar / Indian Rupee
USD-MXN MXN 18.6500 4 12 US Dollar / Mexican Peso
USD-BRL BRL 5.4200 4 14 US Dollar / Brazilian Real
USD-SEK SEK 9.5400 4 11 US Dollar / Swedish Krona
USD-SGD SGD 1.28300 5 5 US Dollar / Singapore Dollar
`;

/** Symbol, price in dollars, decimals of a price, yearly volatility in percent, name. */
export const commodities = `
XAU-USD    3370.00 2 15 Gold
XAG-USD    38.600  3 28 Silver
XPT-USD    1350.00 2 27 Platinum
XPD-USD    1120.00 2 36 Palladium
BRENT-USD  67.60   2 30 Brent Crude Oil
WTI-USD    63.70   2 32 WTI Crude Oil
NATGAS-USD 2.7500  4 58 Natural Gas
COPPER-USD 4.4600  4 24 Copper
WHEAT-USD  5.2500  4 28 Wheat
CORN-USD   3.8800  4 26 Corn
COFFEE-USD 3.7800  4 38 Coffee
COCOA-USD  7700.00 2 48 Cocoa
`;
