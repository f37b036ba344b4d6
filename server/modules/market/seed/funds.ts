/** Funds listed in the US: symbol, venue, assets in billions, price, yearly volatility in percent, name. */
export const usFunds = `
SPY   ARCX 660   641.00 16 SPDR S&P 500 ETF
VOO   ARCX 720   589.00 16 Vanguard S&P 500 ETF
IVV   ARCX 640   644.00 16 iShares Core S&P 500 ETF
VTI   ARCX 510   316.00 16 Vanguard Total Stock Market ETF
QQQ   XNAS 365   571.00 20 Invesco QQQ
QQQM  XNAS 59    235.00 20 Invesco Nasdaq 100 ETF
DIA   ARCX 39    454.00 15 SPDR Dow Jones Industrial Average ETF
IWM   ARCX 66    234.00 22 iShares Russell 2000 ETF
RSP   ARCX 74    188.00 16 Invesco S&P 500 Equal Weight ETF
VUG   ARCX 182   460.00 20 Vanguard Growth ETF
VTV   ARCX 143   184.00 14 Vanguard Value ETF
VO    ARCX 87    287.00 17 Vanguard Mid-Cap ETF
VB    ARCX 67    251.00 20 Vanguard Small-Cap ETF
VT    ARCX 51    134.00 15 Vanguard Total World Stock ETF
VXUS  XNAS 105   72.00  15 Vanguard Total International Stock ETF
VEA   ARCX 173   59.50  15 Vanguard Developed Markets ETF
VWO   ARCX 98    52.50  17 Vanguard Emerging Markets ETF
IEFA  BATS 149   86.50  15 iShares Core MSCI EAFE ETF
IEMG  ARCX 103   63.50  17 iShares Core MSCI Emerging Markets ETF
EFA   ARCX 67    92.50  15 iShares MSCI EAFE ETF
EEM   ARCX 20    50.00  18 iShares MSCI Emerging Markets ETF
IJH   ARCX 98    65.00  18 iShares Core S&P Mid-Cap ETF
IJR   ARCX 83    117.00 21 iShares Core S&P Small-Cap ETF
IWF   ARCX 115   441.00 20 iShares Russell 1000 Growth ETF
IWD   ARCX 63    199.00 14 iShares Russell 1000 Value ETF
SCHD  ARCX 71    27.30  15 Schwab US Dividend Equity ETF
SCHX  ARCX 60    25.30  16 Schwab US Large-Cap ETF
SCHG  ARCX 47    30.30  20 Schwab US Large-Cap Growth ETF
SCHB  ARCX 36    24.80  16 Schwab US Broad Market ETF
VYM   ARCX 63    138.00 14 Vanguard High Dividend Yield ETF
VIG   ARCX 96    212.00 14 Vanguard Dividend Appreciation ETF
DGRO  ARCX 33    67.00  14 iShares Core Dividend Growth ETF
JEPI  ARCX 41    57.00  11 JPMorgan Equity Premium Income ETF
JEPQ  XNAS 30    55.50  16 JPMorgan Nasdaq Equity Premium Income ETF
MTUM  BATS 19    244.00 20 iShares MSCI USA Momentum Factor ETF
QUAL  BATS 53    187.00 16 iShares MSCI USA Quality Factor ETF
USMV  BATS 24    94.50  11 iShares MSCI USA Min Vol Factor ETF
XLK   ARCX 83    263.00 24 Technology Select Sector SPDR
XLF   ARCX 53    53.50  19 Financial Select Sector SPDR
XLV   ARCX 34    136.00 15 Health Care Select Sector SPDR
XLE   ARCX 27    87.50  25 Energy Select Sector SPDR
XLY   ARCX 23    233.00 24 Consumer Discretionary Select Sector SPDR
XLP   ARCX 16    81.00  14 Consumer Staples Select Sector SPDR
XLI   ARCX 23    152.00 18 Industrial Select Sector SPDR
XLU   ARCX 20    85.00  17 Utilities Select Sector SPDR
XLC   ARCX 25    110.00 20 Communication Services Select Sector SPDR
XLB   ARCX 5.3   90.50  19 Materials Select Sector SPDR
XLRE  ARCX 7.7   42.00  18 Real Estate Select Sector SPDR
VGT   ARCX 102   695.00 24 Vanguard Information Technology ETF
VNQ   ARCX 34    91.00  18 Vanguard Real Estate ETF
SMH   XNAS 27    290.00 33 VanEck Semiconductor ETF
SOXX  XNAS 14    247.00 34 iShares Semiconductor ETF
XBI   ARCX 5.4   90.00  30 SPDR S&P Biotech ETF
KRE   ARCX 3.6   63.00  30 SPDR S&P Regional Banking ETF
ITA   BATS 9.6   195.00 20 iShares U.S. Aerospace & Defense ETF
ARKK  BATS 7.5   75.00  45 ARK Innovation ETF
GDX   ARCX 18    58.00  35 VanEck Gold Miners ETF
URA   ARCX 3.7   39.50  42 Global X Uranium ETF
XOP   ARCX 1.9   128.00 32 SPDR S&P Oil & Gas Exploration ETF
BOTZ  XNAS 2.8   32.90  26 Global X Robotics & AI ETF
MAGS  BATS 2.7   58.50  28 Roundhill Magnificent Seven ETF
EWJ   ARCX 15    78.50  17 iShares MSCI Japan ETF
EWG   ARCX 2.5   41.50  19 iShares MSCI Germany ETF
EWU   ARCX 3     41.00  15 iShares MSCI United Kingdom ETF
EWZ   ARCX 5.2   28.50  27 iShares MSCI Brazil ETF
EWT   ARCX 6.2   59.50  21 iShares MSCI Taiwan ETF
EWY   ARCX 5.5   71.50  24 iShares MSCI South Korea ETF
INDA  BATS 9.3   53.00  16 iShares MSCI India ETF
FXI   ARCX 6.2   38.80  30 iShares China Large-Cap ETF
KWEB  ARCX 7.6   37.50  38 KraneShares China Internet ETF
MCHI  XNAS 7.7   61.50  28 iShares MSCI China ETF
BND   XNAS 134   73.60  6 Vanguard Total Bond Market ETF
AGG   ARCX 130   99.20  6 iShares Core U.S. Aggregate Bond ETF
BNDX  XNAS 69    49.30  4 Vanguard Total International Bond ETF
TLT   XNAS 48    87.00  14 iShares 20+ Year Treasury Bond ETF
IEF   XNAS 36    95.50  7 iShares 7-10 Year Treasury Bond ETF
SHY   XNAS 24    82.80  2 iShares 1-3 Year Treasury Bond ETF
SGOV  XNYS 54    100.60 1 iShares 0-3 Month Treasury Bond ETF
BIL   ARCX 42    91.60  1 SPDR 1-3 Month T-Bill ETF
LQD   ARCX 30    110.00 8 iShares Investment Grade Corporate Bond ETF
HYG   ARCX 18    80.50  7 iShares High Yield Corporate Bond ETF
JNK   ARCX 8     97.20  7 SPDR High Yield Bond ETF
TIP   ARCX 14    110.30 6 iShares TIPS Bond ETF
MUB   ARCX 39    104.00 5 iShares National Muni Bond ETF
VCIT  XNAS 56    83.50  6 Vanguard Intermediate-Term Corporate Bond ETF
GLD   ARCX 103   307.00 16 SPDR Gold Shares
IAU   ARCX 48    63.00  16 iShares Gold Trust
SLV   ARCX 18    34.80  29 iShares Silver Trust
USO   ARCX 1     74.00  34 United States Oil Fund
UNG   ARCX 0.4   12.70  55 United States Natural Gas Fund
DBC   ARCX 1.2   22.20  17 Invesco DB Commodity Index Fund
IBIT  XNAS 86    66.00  52 iShares Bitcoin Trust
FBTC  BATS 22    101.00 52 Fidelity Wise Origin Bitcoin Fund
GBTC  ARCX 20    91.00  52 Grayscale Bitcoin Trust
BITO  ARCX 2.6   19.60  52 ProShares Bitcoin ETF
ETHA  XNAS 16    34.00  70 iShares Ethereum Trust
TQQQ  XNAS 27    89.00  60 ProShares UltraPro QQQ
SQQQ  XNAS 2.5   17.50  60 ProShares UltraPro Short QQQ
SOXL  ARCX 12    27.50  95 Direxion Semiconductor Bull 3X
SPXL  ARCX 5.7   193.00 48 Direxion S&P 500 Bull 3X
UPRO  ARCX 4.6   99.00  48 ProShares UltraPro S&P 500
TSLL  XNAS 5.6   13.20  110 Direxion Tesla Bull 2X
NVDL  XNAS 4.3   87.00  85 GraniteShares 2x Long NVIDIA
UVXY  BATS 0.6   13.50  95 ProShares Ultra VIX Short-Term Futures
`;
