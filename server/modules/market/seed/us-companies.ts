/** Large US-listed companies: symbol, venue, market cap in billions, price, yearly volatility in percent, name. */
export const usCompanies = {
  Financials: `
BRK.B XNYS 1050  487.00 18 Berkshire Hathaway
BRK.A XNYS 1049  730000.00 18 Berkshire Hathaway Class A
JPM   XNYS 820   298.00 23 JPMorgan Chase
V     XNYS 670   350.00 21 Visa
MA    XNYS 540   595.00 21 Mastercard
BAC   XNYS 370   49.80  25 Bank of America
WFC   XNYS 260   81.00  26 Wells Fargo
GS    XNYS 225   740.00 27 Goldman Sachs
MS    XNYS 235   147.00 27 Morgan Stanley
AXP   XNYS 224   322.00 26 American Express
C     XNYS 175   95.00  28 Citigroup
SCHW  XNYS 176   97.00  27 Charles Schwab
BLK   XNYS 178   1150.00 25 BlackRock
SPGI  XNYS 168   550.00 22 S&P Global
BX    XNYS 205   168.00 34 Blackstone
COF   XNYS 142   222.00 32 Capital One
PGR   XNYS 145   247.00 24 Progressive
CB    XNYS 109   274.00 20 Chubb
MRSH  XNYS 101   206.00 18 Marsh McLennan
ICE   XNYS 102   178.00 20 Intercontinental Exchange
CME   XNAS 99    275.00 20 CME Group
KKR   XNYS 124   139.00 36 KKR
APO   XNYS 78    136.00 36 Apollo
COIN  XNAS 79    308.00 70 Coinbase
HOOD  XNAS 96    108.00 65 Robinhood
PYPL  XNAS 65    68.50  36 PayPal
USB   XNYS 76    48.80  28 U.S. Bancorp
PNC   XNYS 80    203.00 26 PNC
TFC   XNYS 60    46.80  29 Truist
MCO   XNYS 92    512.00 23 Moody's
WTW   XNAS 33    330.00 22 Willis Towers Watson
AON   XNYS 79    367.00 20 Aon
AJG   XNYS 76    297.00 21 Arthur J. Gallagher
TRV   XNYS 61    271.00 22 Travelers
ALL   XNYS 54    204.00 25 Allstate
AIG   XNYS 45    81.00  24 AIG
MET   XNYS 54    80.50  26 MetLife
PRU   XNYS 38    109.00 27 Prudential Financial
AFL   XNYS 57    106.00 21 Aflac
BNY   XNYS 74    105.00 24 BNY
STT   XNYS 32    114.00 28 State Street
FITB  XNYS 30    45.00  29 Fifth Third
NDAQ  XNAS 54    95.00  22 Nasdaq
MSCI  XNYS 44    567.00 25 MSCI
FISV  XNAS 36    66.00  38 Fiserv
FIS   XNYS 37    70.00  27 FIS
GPN   XNYS 21    88.00  34 Global Payments
SOFI  XNAS 29    25.50  58 SoFi
AFRM  XNAS 26    80.00  68 Affirm
NU    XNYS 66    13.80  42 Nubank
UPST  XNAS 6.8   71.00  85 Upstart
IBKR  XNAS 107   63.00  34 Interactive Brokers
RJF   XNYS 33    168.00 26 Raymond James
ALLY  XNYS 12    39.50  34 Ally Financial
MARA  XNAS 5.9   15.80  85 MARA
RIOT  XNAS 4.9   13.20  80 Riot Platforms
KLAR  XNYS 13    36.00  60 Klarna
CRCL  XNYS 30    132.00 85 Circle
`,
  'Health care': `
LLY   XNYS 690   730.00 33 Eli Lilly
JNJ   XNYS 430   178.00 18 Johnson & Johnson
ABBV  XNYS 370   209.00 23 AbbVie
UNH   XNYS 275   304.00 38 UnitedHealth
ABT   XNYS 229   131.00 21 Abbott
MRK   XNYS 214   86.00  26 Merck
TMO   XNYS 186   493.00 27 Thermo Fisher
ISRG  XNAS 170   474.00 31 Intuitive Surgical
AMGN  XNAS 158   294.00 25 Amgen
BSX   XNYS 154   104.00 23 Boston Scientific
GILD  XNAS 141   113.00 25 Gilead
DHR   XNYS 148   207.00 28 Danaher
SYK   XNYS 150   391.00 22 Stryker
PFE   XNYS 143   25.20  24 Pfizer
VRTX  XNAS 101   395.00 27 Vertex
MDT   XNYS 119   93.00  20 Medtronic
BMY   XNYS 98    48.20  26 Bristol Myers Squibb
ELV   XNYS 70    311.00 31 Elevance Health
CI    XNYS 80    300.00 29 Cigna
HCA   XNYS 95    405.00 27 HCA Healthcare
MCK   XNYS 87    695.00 23 McKesson
CVS   XNYS 92    72.50  31 CVS Health
REGN  XNAS 61    580.00 31 Regeneron
ZTS   XNYS 69    156.00 25 Zoetis
BDX   XNYS 56    196.00 24 BD
COR   XNYS 57    292.00 21 Cencora
CAH   XNYS 36    150.00 24 Cardinal Health
EW    XNYS 47    80.50  30 Edwards Lifesciences
IDXX  XNAS 52    648.00 31 IDEXX
HUM   XNYS 36    299.00 40 Humana
CNC   XNYS 14    28.40  48 Centene
MRNA  XNAS 10.2  26.20  60 Moderna
BIIB  XNAS 20    138.00 31 Biogen
DXCM  XNAS 31    79.50  42 Dexcom
IQV   XNYS 33    191.00 32 IQVIA
A     XNYS 34    120.00 29 Agilent
GEHC  XNAS 34    74.50  29 GE HealthCare
ILMN  XNAS 15.4  100.00 45 Illumina
HIMS  XNYS 10.4  46.00  85 Hims & Hers
TDOC  XNYS 1.3   7.50   65 Teladoc
BNTX  XNAS 27    111.00 42 BioNTech
VKTX  XNAS 3     27.00  80 Viking Therapeutics
`,
  'Consumer staples': `
WMT   XNAS 780   97.50  22 Walmart
COST  XNAS 425   958.00 22 Costco
PG    XNYS 370   158.00 18 Procter & Gamble
KO    XNYS 298   69.20  16 Coca-Cola
PEP   XNAS 204   149.00 19 PepsiCo
PM    XNYS 262   168.00 23 Philip Morris
MO    XNYS 111   66.20  20 Altria
MDLZ  XNAS 80    61.80  21 Mondelez
CL    XNYS 69    85.00  19 Colgate-Palmolive
TGT   XNYS 45    98.50  33 Target
MNST  XNAS 62    63.20  22 Monster Beverage
KR    XNYS 46    69.20  25 Kroger
KMB   XNAS 43    129.00 21 Kimberly-Clark
KHC   XNAS 33    27.90  23 Kraft Heinz
GIS   XNYS 27    49.80  22 General Mills
HSY   XNYS 37    184.00 26 Hershey
STZ   XNYS 28    160.00 27 Constellation Brands
EL    XNYS 33    91.00  42 Estée Lauder
DG    XNYS 24    111.00 34 Dollar General
DLTR  XNAS 23    112.00 36 Dollar Tree
SYY   XNYS 39    80.50  21 Sysco
ADM   XNYS 30    61.80  27 Archer-Daniels-Midland
KDP   XNAS 47    34.40  21 Keurig Dr Pepper
CELH  XNAS 15.5  60.20  55 Celsius
BYND  XNAS 0.2   2.50   95 Beyond Meat
`,
  Industrials: `
GE    XNYS 285   269.00 28 GE Aerospace
CAT   XNYS 200   427.00 28 Caterpillar
RTX   XNYS 209   156.00 22 RTX
BA    XNYS 174   230.00 35 Boeing
GEV   XNYS 168   620.00 43 GE Vernova
HON   XNAS 139   218.00 21 Honeywell
UNP   XNYS 132   222.00 22 Union Pacific
ETN   XNYS 136   348.00 32 Eaton
DE    XNYS 130   480.00 27 Deere
LMT   XNYS 105   450.00 23 Lockheed Martin
UPS   XNYS 74    87.50  29 UPS
ADP   XNAS 123   303.00 18 ADP
GD    XNYS 86    320.00 20 General Dynamics
NOC   XNYS 84    588.00 22 Northrop Grumman
WM    XNYS 90    225.00 18 Waste Management
MMM   XNYS 83    156.00 27 3M
PH    XNYS 95    745.00 27 Parker-Hannifin
EMR   XNYS 75    133.00 28 Emerson
ITW   XNYS 77    264.00 20 Illinois Tool Works
TT    XNYS 93    417.00 27 Trane
CSX   XNAS 61    32.80  24 CSX
NSC   XNYS 63    280.00 23 Norfolk Southern
FDX   XNYS 55    233.00 31 FedEx
CTAS  XNAS 84    209.00 21 Cintas
URI   XNYS 60    935.00 34 United Rentals
PWR   XNYS 56    377.00 34 Quanta Services
JCI   XNYS 70    107.00 26 Johnson Controls
LHX   XNYS 52    276.00 23 L3Harris
DAL   XNYS 39    60.50  40 Delta Air Lines
UAL   XNAS 34    104.00 45 United Airlines
AAL   XNAS 8.7   13.20  48 American Airlines
LUV   XNYS 17    32.40  37 Southwest Airlines
AXON  XNAS 59    752.00 45 Axon
VRT   XNYS 49    128.00 55 Vertiv
SPCX  XNAS 1750  150.00 48 SpaceX
RKLB  XNAS 22    45.50  80 Rocket Lab
JOBY  XNYS 12.5  14.80  80 Joby Aviation
ACHR  XNYS 6.2   9.60   80 Archer Aviation
CARR  XNYS 56    65.50  30 Carrier
CMI   XNYS 55    397.00 27 Cummins
PCAR  XNAS 52    99.50  28 PACCAR
ROK   XNYS 39    344.00 29 Rockwell Automation
PLUG  XNAS 1.8   1.60   95 Plug Power
`,
  Energy: `
XOM   XNYS 480   112.00 24 ExxonMobil
CVX   XNYS 320   158.00 24 Chevron
COP   XNYS 122   97.50  30 ConocoPhillips
EOG   XNYS 67    122.00 29 EOG Resources
SLB   XNYS 52    35.20  34 SLB
MPC   XNYS 52    172.00 34 Marathon Petroleum
PSX   XNYS 52    128.00 33 Phillips 66
VLO   XNYS 45    146.00 35 Valero
OXY   XNYS 45    46.20  34 Occidental
WMB   XNYS 71    58.00  25 Williams
KMI   XNYS 60    27.00  23 Kinder Morgan
OKE   XNYS 47    75.00  28 ONEOK
VG    XNYS 32    13.20  55 Venture Global
HAL   XNYS 19    22.40  38 Halliburton
BKR   XNAS 44    44.80  32 Baker Hughes
DVN   XNYS 22    34.80  36 Devon Energy
FANG  XNAS 41    143.00 34 Diamondback Energy
LNG   XNYS 52    235.00 27 Cheniere
`,
  Materials: `
LIN   XNAS 222   475.00 19 Linde
SHW   XNYS 91    363.00 25 Sherwin-Williams
NEM   XNYS 77    70.50  37 Newmont
ECL   XNYS 78    274.00 20 Ecolab
FCX   XNYS 62    43.00  38 Freeport-McMoRan
APD   XNYS 65    292.00 24 Air Products
NUE   XNYS 34    146.00 35 Nucor
DOW   XNYS 17    24.20  36 Dow
DD    XNYS 31    74.00  28 DuPont
ALB   XNYS 9.4   80.00  52 Albemarle
AA    XNYS 8     31.00  50 Alcoa
CF    XNYS 14    84.50  32 CF Industries
MP    XNYS 12.5  70.50  75 MP Materials
`,
  'Utilities and real estate': `
NEE   XNYS 155   75.50  26 NextEra Energy
SO    XNYS 103   94.00  18 Southern Company
DUK   XNYS 96    123.00 18 Duke Energy
CEG   XNAS 101   322.00 42 Constellation Energy
VST   XNYS 66    195.00 52 Vistra
AEP   XNAS 60    113.00 19 American Electric Power
SRE   XNYS 54    82.50  24 Sempra
D     XNYS 52    60.80  21 Dominion Energy
EXC   XNAS 45    44.50  19 Exelon
OKLO  XNYS 10.5  72.00  100 Oklo
PLD   XNYS 101   109.00 27 Prologis
AMT   XNYS 96    206.00 25 American Tower
WELL  XNYS 112   167.00 21 Welltower
EQIX  XNAS 77    784.00 26 Equinix
SPG   XNYS 68    180.00 24 Simon Property Group
O     XNYS 53    58.50  19 Realty Income
PSA   XNYS 51    290.00 23 Public Storage
DLR   XNYS 57    167.00 28 Digital Realty
CCI   XNYS 43    99.50  26 Crown Castle
`,
} as const;
