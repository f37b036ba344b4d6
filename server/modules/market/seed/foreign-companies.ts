/**
 * Companies from elsewhere. Those listed in the US (depositary receipts and dual listings) are priced in dollars.
 * Columns: symbol, venue, market cap in billions of the currency, price, yearly volatility in percent, name.
 */
export const foreignInUs = `
TSM   XNYS 1230  237.00 36 TSMC
BABA  XNYS 285   120.00 40 Alibaba
ASML  XNAS 295   752.00 36 ASML
SAP   XNYS 315   271.00 27 SAP
NVO   XNYS 245   55.00  38 Novo Nordisk
AZN   XNYS 280   180.00 23 AstraZeneca
NVS   XNYS 245   126.00 19 Novartis
TM    XNYS 250   193.00 26 Toyota
HSBC  XNYS 224   65.00  22 HSBC
SHEL  XNYS 215   73.50  22 Shell
RY    XNYS 200   142.00 16 Royal Bank of Canada
SHOP  XNAS 185   142.00 50 Shopify
SONY  XNYS 168   28.00  29 Sony
MUFG  XNYS 175   15.50  28 Mitsubishi UFJ Financial
HDB   XNYS 178   69.50  22 HDFC Bank
PDD   XNAS 175   125.00 42 PDD
ARGX  XNAS 42    690.00 34 argenx
TTE   XNYS 137   62.00  22 TotalEnergies
BHP   XNYS 137   54.00  26 BHP
UL    XNYS 150   61.00  17 Unilever
SNY   XNAS 120   49.50  21 Sanofi
BUD   XNYS 122   62.00  22 Anheuser-Busch InBev
RIO   XNYS 102   62.50  27 Rio Tinto
BTI   XNYS 125   57.50  20 British American Tobacco
TD    XNYS 128   75.00  18 Toronto-Dominion Bank
UBS   XNYS 126   40.00  28 UBS
SAN   XNYS 143   9.60   29 Santander
ENB   XNYS 104   47.80  17 Enbridge
BP    XNYS 89    34.50  26 BP
GSK   XNYS 80    39.50  22 GSK
DEO   XNYS 61    110.00 22 Diageo
INFY  XNYS 71    17.00  25 Infosys
MELI  XNAS 120   2370.00 38 MercadoLibre
SE    XNYS 105   178.00 45 Sea
NTES  XNAS 84    132.00 34 NetEase
JD    XNAS 46    31.50  38 JD.com
BIDU  XNAS 31    90.00  40 Baidu
NIO   XNYS 14    6.30   60 NIO
XPEV  XNYS 22    23.00  62 XPeng
LI    XNAS 24    24.00  50 Li Auto
TCOM  XNAS 43    65.00  36 Trip.com
RACE  XNYS 85    480.00 25 Ferrari
STLA  XNYS 28    9.70   38 Stellantis
HMC   XNYS 45    33.50  26 Honda
NOK   XNYS 23    4.30   30 Nokia
ERIC  XNAS 26    7.70   32 Ericsson
PHG   XNYS 26    27.50  28 Philips
STM   XNYS 24    26.50  42 STMicroelectronics
ING   XNYS 73    24.50  26 ING
DB    XNYS 70    36.00  31 Deutsche Bank
BCS   XNYS 72    20.50  30 Barclays
LYG   XNYS 67    4.50   28 Lloyds
RELX  XNYS 88    48.00  20 RELX
CNI   XNYS 59    94.50  21 Canadian National Railway
CP    XNYS 69    75.50  22 Canadian Pacific Kansas City
CNQ   XNYS 64    30.80  30 Canadian Natural Resources
BN    XNYS 108   65.50  30 Brookfield
B     XNYS 45    26.50  34 Barrick Mining
VALE  XNYS 43    10.00  32 Vale
PBR   XNYS 78    12.20  32 Petrobras
ITUB  XNYS 74    6.80   29 Itaú Unibanco
SPCE  XNYS 0.2   3.20   85 Virgin Galactic
GRAB  XNAS 20    5.00   45 Grab
ONON  XNYS 15    45.50  45 On
BIRK  XNYS 9.5   51.50  36 Birkenstock
CHKP  XNAS 20    189.00 25 Check Point
MNDY  XNAS 9     176.00 50 monday.com
WIX   XNAS 7.5   134.00 42 Wix
GLOB  XNYS 3     67.00  45 Globant
TEVA  XNYS 21    18.20  40 Teva
`;

/** Listed at home, with the ending by which the venue is known. The currency stands before the name. */
export const foreignAtHome = `
ASML.AS   XAMS 260   645.00 34 EUR ASML
SHELL.AS  XAMS 185   31.30  21 EUR Shell
PRX.AS    XAMS 120   52.50  29 EUR Prosus
ADYEN.AS  XAMS 46    1470.00 38 EUR Adyen
HEIA.AS   XAMS 39    69.50  21 EUR Heineken
SAP.DE    XETR 285   233.00 25 EUR SAP
SIE.DE    XETR 185   233.00 25 EUR Siemens
ALV.DE    XETR 140   363.00 18 EUR Allianz
DTE.DE    XETR 153   31.40  18 EUR Deutsche Telekom
AIR.PA    XPAR 142   180.00 25 EUR Airbus
MBG.DE    XETR 51    52.50  27 EUR Mercedes-Benz
BMW.DE    XETR 53    88.00  26 EUR BMW
VOW3.DE   XETR 51    99.50  28 EUR Volkswagen
BAS.DE    XETR 41    46.00  26 EUR BASF
BAYN.DE   XETR 28    28.00  36 EUR Bayer
ADS.DE    XETR 30    167.00 31 EUR Adidas
RHM.DE    XETR 74    1680.00 42 EUR Rheinmetall
MC.PA     XPAR 255   508.00 30 EUR LVMH
RMS.PA    XPAR 222   2110.00 26 EUR Hermès
OR.PA     XPAR 210   392.00 23 EUR L'Oréal
TTE.PA    XPAR 118   53.30  22 EUR TotalEnergies
SAN.PA    XPAR 104   85.00  22 EUR Sanofi
BNP.PA    XPAR 86    77.00  27 EUR BNP Paribas
ITX.MC    XMAD 132   42.50  23 EUR Inditex
SAN.MC    XMAD 124   8.30   28 EUR Santander
ENI.MI    XMIL 46    14.80  21 EUR Eni
RACE.MI   XMIL 73    410.00 25 EUR Ferrari
NOKIA.HE  XHEL 20    3.70   29 EUR Nokia
NESN.SW   XSWX 197   75.50  18 CHF Nestlé
NOVN.SW   XSWX 200   102.00 18 CHF Novartis
ROG.SW    XSWX 210   260.00 20 CHF Roche
UBSG.SW   XSWX 103   32.50  27 CHF UBS
ABBN.SW   XSWX 98    53.50  24 CHF ABB
NOVO-B.CO XCSE 1560  350.00 36 DKK Novo Nordisk
VOLV-B.ST XSTO 600   295.00 25 SEK Volvo
EQNR.OL   XOSL 640   247.00 28 NOK Equinor
7203.T    XTKS 45000 2850.00 26 JPY Toyota
6758.T    XTKS 25000 4150.00 29 JPY Sony
7974.T    XTKS 18000 13700.00 32 JPY Nintendo
9984.T    XTKS 23500 16000.00 45 JPY SoftBank
8306.T    XTKS 26500 2290.00 27 JPY Mitsubishi UFJ Financial
6861.T    XTKS 14000 57500.00 29 JPY Keyence
0700.HK   XHKG 5500  600.00 30 HKD Tencent
9988.HK   XHKG 2250  118.00 40 HKD Alibaba
1211.HK   XHKG 1000  115.00 38 HKD BYD
3690.HK   XHKG 740   121.00 42 HKD Meituan
1810.HK   XHKG 1350  52.50  42 HKD Xiaomi
RY.TO     XTSE 275   196.00 15 CAD Royal Bank of Canada
BHP.AX    XASX 212   41.80  24 AUD BHP
CBA.AX    XASX 290   173.00 21 AUD Commonwealth Bank
`;
