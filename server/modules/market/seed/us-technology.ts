/** Large US-listed companies: symbol, venue, market cap in billions, price, yearly volatility in percent, name. */
export const usTechnology = {
  Technology: `
AAPL  XNAS 3450  232.00 27 Apple
MSFT  XNAS 3750  505.00 23 Microsoft
NVDA  XNAS 4300  176.00 42 NVIDIA
AVGO  XNAS 1400  298.00 43 Broadcom
ORCL  XNYS 660   235.00 38 Oracle
PLTR  XNAS 370   157.00 62 Palantir
CSCO  XNAS 268   67.50  21 Cisco
AMD   XNAS 265   163.00 50 AMD
IBM   XNYS 227   244.00 23 IBM
CRM   XNYS 236   247.00 31 Salesforce
MU    XNAS 132   118.00 48 Micron
INTU  XNAS 188   667.00 28 Intuit
TXN   XNAS 184   202.00 30 Texas Instruments
NOW   XNYS 180   172.00 34 ServiceNow
QCOM  XNAS 171   158.00 33 Qualcomm
ADBE  XNAS 150   354.00 31 Adobe
AMAT  XNAS 129   161.00 40 Applied Materials
APP   XNAS 162   479.00 65 AppLovin
ARM   XNAS 147   138.00 50 Arm
LRCX  XNAS 127   100.00 42 Lam Research
KLAC  XNAS 115   872.00 37 KLA
PANW  XNAS 127   190.00 33 Palo Alto Networks
ADI   XNAS 124   252.00 28 Analog Devices
ANET  XNYS 172   137.00 45 Arista Networks
CRWD  XNAS 106   424.00 42 CrowdStrike
APH   XNYS 133   109.00 27 Amphenol
ACN   XNYS 161   259.00 24 Accenture
INTC  XNAS 107   24.40  45 Intel
SNPS  XNAS 112   603.00 35 Synopsys
CDNS  XNAS 95    350.00 33 Cadence
MSTR  XNAS 95    335.00 78 Strategy
DELL  XNYS 89    130.00 45 Dell
SNOW  XNYS 80    238.00 45 Snowflake
MSI   XNYS 79    472.00 21 Motorola Solutions
FTNT  XNAS 60    79.00  36 Fortinet
ADSK  XNAS 67    314.00 29 Autodesk
WDAY  XNAS 61    230.00 32 Workday
NET   XNYS 72    208.00 50 Cloudflare
DDOG  XNAS 47    136.00 45 Datadog
MRVL  XNAS 54    63.00  55 Marvell
NXPI  XNAS 59    235.00 37 NXP
ROP   XNAS 56    526.00 21 Roper
TEL   XNYS 61    206.00 26 TE Connectivity
GLW   XNYS 57    67.00  28 Corning
FICO  XNYS 37    1520.00 35 FICO
XYZ   XNYS 49    79.60  48 Block
TEAM  XNAS 46    178.00 42 Atlassian
ZS    XNAS 43    277.00 40 Zscaler
MCHP  XNAS 35    65.00  42 Microchip
MPWR  XNAS 40    836.00 45 Monolithic Power
HPQ   XNYS 26    28.50  30 HP
HPE   XNYS 30    22.60  36 Hewlett Packard Enterprise
KEYS  XNYS 28    163.00 28 Keysight
STX   XNAS 36    167.00 38 Seagate
WDC   XNAS 28    80.00  42 Western Digital
SNDK  XNAS 7.7   52.50  60 Sandisk
SMCI  XNAS 25    41.50  75 Supermicro
ON    XNAS 20    49.60  48 onsemi
HUBS  XNYS 25    483.00 40 HubSpot
MDB   XNAS 26    315.00 55 MongoDB
OKTA  XNAS 16    92.80  40 Okta
TWLO  XNYS 16    105.00 45 Twilio
ZM    XNAS 24    81.40  30 Zoom
DOCU  XNAS 15    76.70  40 Docusign
GDDY  XNYS 20    148.00 30 GoDaddy
VRSN  XNAS 26    273.00 21 Verisign
IT    XNYS 19    251.00 34 Gartner
CTSH  XNAS 35    72.20  26 Cognizant
EPAM  XNYS 9.8   176.00 40 EPAM
AKAM  XNAS 11.4  79.10  32 Akamai
NTAP  XNAS 22    112.00 32 NetApp
TDY   XNYS 25    538.00 22 Teledyne
TER   XNAS 19    118.00 45 Teradyne
SWKS  XNAS 11.1  75.00  38 Skyworks
GEN   XNAS 18    30.20  28 Gen Digital
PTC   XNAS 25    213.00 27 PTC
TYL   XNYS 24    562.00 26 Tyler Technologies
IONQ  XNYS 12.7  42.70  95 IonQ
RGTI  XNAS 5.2   16.20  110 Rigetti
QBTS  XNAS 6.1   17.90  110 D-Wave Quantum
SOUN  XNAS 5.3   13.00  90 SoundHound AI
PATH  XNYS 6     11.10  50 UiPath
AI    XNYS 2.3   16.90  65 C3.ai
U     XNYS 16.4  39.40  65 Unity
FRSH  XNAS 3.8   13.00  45 Freshworks
GTLB  XNAS 7.5   45.10  50 GitLab
S     XNYS 6.1   18.40  50 SentinelOne
CRWV  XNAS 50    103.00 95 CoreWeave
NBIS  XNAS 16.9  71.00  85 Nebius
FIG   XNYS 18    37.00  70 Figma
CBRS  XNAS 60    180.00 80 Cerebras
ALAB  XNAS 31    184.00 80 Astera Labs
FSLR  XNAS 21    199.00 50 First Solar
ENPH  XNAS 4.9   37.20  58 Enphase
`,
  Communication: `
GOOGL XNAS 2500  206.00 29 Alphabet
GOOG  XNAS 2500  207.00 29 Alphabet Class C
META  XNAS 1900  755.00 33 Meta
NFLX  XNAS 470   110.00 32 Netflix
TMUS  XNAS 285   253.00 22 T-Mobile US
DIS   XNYS 212   118.00 27 Disney
T     XNYS 206   28.80  21 AT&T
VZ    XNYS 187   44.30  20 Verizon
CMCSA XNAS 126   34.10  26 Comcast
SPOT  XNYS 145   705.00 40 Spotify
DASH  XNAS 105   246.00 40 DoorDash
RBLX  XNYS 80    117.00 48 Roblox
TTWO  XNAS 43    233.00 28 Take-Two
EA    XNAS 43    171.00 26 Electronic Arts
RDDT  XNYS 44    233.00 72 Reddit
CHTR  XNAS 37    266.00 35 Charter
WBD   XNAS 29    11.70  45 Warner Bros. Discovery
PINS  XNYS 24    35.60  42 Pinterest
SNAP  XNYS 12    7.20   55 Snap
ROKU  XNAS 13.6  92.40  52 Roku
LYV   XNYS 38    164.00 28 Live Nation
OMC   XNYS 15    77.50  26 Omnicom
FOXA  XNAS 25    58.00  26 Fox
NWSA  XNAS 17    29.40  25 News Corp
MTCH  XNAS 9     37.40  38 Match Group
TKO   XNYS 37    188.00 28 TKO
PSKY  XNAS 16    15.00  48 Paramount Skydance
SIRI  XNAS 7.6   22.70  35 SiriusXM
NYT   XNYS 9.6   59.00  27 New York Times
ASTS  XNAS 17    48.50  95 AST SpaceMobile
`,
  'Consumer cyclical': `
AMZN  XNAS 2430  228.00 31 Amazon
TSLA  XNAS 1090  338.00 58 Tesla
HD    XNYS 400   402.00 23 Home Depot
MCD   XNYS 222   311.00 19 McDonald's
BKNG  XNAS 182   5620.00 27 Booking
LOW   XNYS 144   257.00 25 Lowe's
TJX   XNYS 153   137.00 20 TJX
UBER  XNYS 198   95.00  38 Uber
ABNB  XNAS 80    129.00 36 Airbnb
SBUX  XNAS 100   88.00  31 Starbucks
NKE   XNYS 115   78.00  33 Nike
CMG   XNYS 57    42.60  33 Chipotle
ORLY  XNAS 88    103.00 21 O'Reilly Automotive
AZO   XNYS 69    4120.00 22 AutoZone
MAR   XNAS 73    267.00 26 Marriott
HLT   XNYS 64    272.00 25 Hilton
GM    XNYS 54    56.90  34 General Motors
F     XNYS 46    11.60  36 Ford
RCL   XNYS 91    335.00 38 Royal Caribbean
CCL   XNYS 41    30.10  45 Carnival
DHI   XNYS 50    167.00 33 D.R. Horton
LEN   XNYS 34    131.00 33 Lennar
ROST  XNAS 48    147.00 25 Ross Stores
YUM   XNYS 41    148.00 20 Yum! Brands
EBAY  XNAS 44    96.00  30 eBay
CVNA  XNYS 74    346.00 65 Carvana
CPNG  XNYS 52    28.60  35 Coupang
LULU  XNAS 24    200.00 40 Lululemon
DKNG  XNAS 22    45.00  48 DraftKings
ULTA  XNAS 24    525.00 34 Ulta Beauty
DECK  XNYS 15.6  105.00 42 Deckers
EXPE  XNAS 26    210.00 38 Expedia
DRI   XNYS 24    207.00 24 Darden
LVS   XNYS 37    53.70  33 Las Vegas Sands
WYNN  XNAS 11.4  110.00 36 Wynn Resorts
MGM   XNYS 10    36.50  36 MGM Resorts
BBY   XNYS 16    74.50  36 Best Buy
TPR   XNYS 21    101.00 36 Tapestry
RL    XNYS 18    295.00 32 Ralph Lauren
CHWY  XNYS 16.7  40.20  45 Chewy
ETSY  XNYS 6.4   64.50  52 Etsy
W     XNYS 9.6   74.50  65 Wayfair
GME   XNYS 10.2  22.90  70 GameStop
AMC   XNYS 1.5   2.90   75 AMC Entertainment
RIVN  XNAS 14.6  12.10  65 Rivian
LCID  XNAS 6.4   20.90  70 Lucid
HOG   XNYS 3.4   28.00  38 Harley-Davidson
DPZ   XNAS 15    446.00 26 Domino's Pizza
PTON  XNAS 3.1   7.60   72 Peloton
CAVA  XNYS 7.7   67.00  52 CAVA
SHAK  XNYS 4.2   104.00 48 Shake Shack
CART  XNAS 11.5  43.50  40 Instacart
SN    XNYS 16    115.00 42 SharkNinja
SG    XNYS 1     8.80   65 Sweetgreen
LYFT  XNAS 6.4   15.80  52 Lyft
`,
} as const;
