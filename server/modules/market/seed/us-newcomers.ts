/**
 * Companies that came to a US venue, or took a new symbol, since the public name list was made.
 * Columns: symbol, venue, market cap in billions, price, yearly volatility in percent, name.
 */
export const usNewcomers = `
HWM   XNYS 75    180.00 34 Howmet Aerospace
CTVA  XNYS 50    73.00  25 Corteva
KVUE  XNYS 36    19.00  25 Kenvue
OTIS  XNYS 34    87.00  22 Otis
AMCR  XNYS 20    8.60   24 Amcor
BALL  XNYS 14.5  53.00  26 Ball
RKT   XNYS 45    18.00  52 Rocket Companies
TOST  XNYS 25    43.00  45 Toast
TEM   XNAS 13    75.00  75 Tempus AI
RBRK  XNYS 17    88.00  52 Rubrik
IOT   XNYS 20    36.00  48 Samsara
BMNR  XNYS 9     52.00  110 BitMine Immersion
IREN  XNAS 6     24.00  90 IREN
CRDO  XNAS 21    121.00 70 Credo
DT    XNYS 15    50.00  34 Dynatrace
FLUT  XNYS 50    285.00 34 Flutter
FERG  XNYS 45    229.00 27 Ferguson
GFS   XNAS 18    32.50  44 GlobalFoundries
HLN   XNYS 44    9.80   20 Haleon
NWG   XNYS 57    14.20  27 NatWest
TW    XNAS 28    130.00 25 Tradeweb
WMG   XNAS 16    31.50  30 Warner Music
VTRS  XNAS 12    10.50  34 Viatris
VLTO  XNYS 27    107.00 24 Veralto
VIK   XNYS 27    61.00  36 Viking Holdings
STE   XNYS 24    245.00 23 STERIS
SW    XNYS 24    46.00  33 Smurfit Westrock
QXO   XNYS 13    19.50  52 QXO
RYAN  XNYS 15    56.00  29 Ryan Specialty
OWL   XNYS 29    18.70  38 Blue Owl Capital
TPG   XNAS 22    60.00  36 TPG
PR    XNYS 10.5  13.80  38 Permian Resources
OVV   XNYS 10.3  40.00  37 Ovintiv
EXE   XNAS 23    97.00  32 Expand Energy
TLN   XNAS 17    375.00 52 Talen Energy
NXT   XNAS 9.6   65.00  52 Nextpower
ONC   XNAS 33    308.00 38 BeOne Medicines
EG    XNYS 14    335.00 24 Everest
GL    XNYS 11.3  140.00 26 Globe Life
J     XNYS 17.5  146.00 24 Jacobs
RVTY  XNYS 10.5  90.00  32 Revvity
SOLV  XNYS 12.8  74.00  28 Solventum
CPAY  XNYS 23    325.00 28 Corpay
CRBG  XNYS 18.5  34.50  30 Corebridge
FUTU  XNAS 24    175.00 52 Futu
BEKE  XNYS 21    18.50  42 KE Holdings
ALC   XNYS 39    79.00  25 Alcon
AMRZ  XNYS 28    50.00  28 Amrize
AS    XNYS 21    38.00  44 Amer Sports
AUR   XNAS 11    6.00   75 Aurora Innovation
BBIO  XNAS 9.5   50.00  52 BridgeBio
BSY   XNAS 17    54.00  30 Bentley Systems
CNH   XNYS 14.5  11.60  34 CNH
CHYM  XNAS 10    27.00  62 Chime
DOCN  XNYS 3     32.00  50 DigitalOcean
DINO  XNYS 9     48.00  36 HF Sinclair
FROG  XNAS 5.6   48.00  42 JFrog
GFL   XNYS 18    50.00  24 GFL Environmental
MDLN  XNAS 50    40.00  34 Medline
P     XNYS 18    58.00  44 Everpure
SGI   XNYS 16.5  80.00  34 Somnigroup
SYM   XNAS 30    52.00  72 Symbotic
UI    XNYS 30    490.00 42 Ubiquiti
ULS   XNYS 13    64.00  27 UL Solutions
WDS   XNYS 33    17.30  27 Woodside
GAP   XNYS 8.3   22.30  44 Gap
DOC   XNYS 12.4  17.80  24 Healthpeak
Q     XNYS 19    92.00  38 Qnity Electronics
SKHY  XNAS 350   160.00 48 SK hynix
PAYP  XNAS 13    20.00  52 PayPay
WSE   XNAS 14    13.50  34 Wise
QNT   XNAS 15    60.00  85 Quantinuum
BSP   XNAS 11    30.00  60 Bending Spoons
FDXF  XNYS 18    130.00 36 FedEx Freight
MICC  XNYS 9.5   15.50  28 Magnum Ice Cream
RPRX  XNAS 16    36.50  25 Royalty Pharma
ROIV  XNAS 8     12.00  40 Roivant
RVMD  XNAS 7     38.00  58 Revolution Medicines
APG   XNYS 14.5  35.00  28 APi Group
EMBJ  XNYS 10.5  57.00  38 Embraer
FER   XNAS 38    53.00  22 Ferrovial
RTO   XNYS 12    24.50  28 Rentokil
DRS   XNAS 11    41.50  34 Leonardo DRS
EQX   XASE 6     7.60   52 Equinox Gold
`;
