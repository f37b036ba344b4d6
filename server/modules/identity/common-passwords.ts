/**
 * A hand-written list of passwords that people choose and that guessing therefore starts with. It was put together from
 * common knowledge, not copied from a leak, and is far from complete: it stops the obvious, and the limits on guessing
 * stop the rest. Lower case; passwords are compared without regard to case.
 */

/** Refused as they stand. Runs, repetitions and decorated words are found by rule and need no entry. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 zaq12wsx zaq1zaq1 q1w2e3r4 1a2b3c4d a1b2c3d4 abc12345 abcd1234 1234abcd
  123456ab 123456aa 12345abc 123qweasd 123qweasdzxc qweasdzxc qweasd123 qwe123456 qwe12345 asd123456 zxc123456 qwer1234
  1234qwer qwert123 qwert12345 qwerty12 asdf1234 asdfasdf asdfghjkl1 zxcvbnm1 a1234567 a12345678 a123456789 aa123456
  aaa11111 abc123456 abc123abc 123abc123 xxx12345 pass1234 passw0rd passwort pass@123 p@ssw0rd pa55word pa$$word admin123
  admin1234 adminadmin administrator root1234 toor1234 rootroot test1234 testtest testing1 testing123 test12345 tester123
  guest123 user1234 demo1234 demodemo changeme changeme1 changeit letmein1 letmein123 letmeinnow welcome1 welcome123
  welcome2 iloveyou1 iloveyou2 ilovegod iloveme1 ihateyou trustno1 whatever1 nothing1 secret12 secret123 mypassword
  mypass123 thepassword newpassword password1 password12 password123 passwordpassword default1 access14 internet1
  computer1 samsung1 google123 facebook1 linkedin1 twitter1 youtube1 amazon123 apple123 netflix1 instagram1 whatsapp1
  football1 baseball1 basketball1 superman1 batman123 spiderman1 starwars1 pokemon1 pokemon123 minecraft1 naruto123
  dragon123 monkey123 shadow123 master123 michael1 jordan23 princess1 sunshine1 charlie1 jessica1 jennifer1 michelle1
  nicole123 daniel123 ashley123 andrew123 anthony1 matthew1 william1 thomas123 robert123 joshua123 liverpool1 arsenal1
  chelsea1 juventus1 barcelona1 realmadrid manchester1 11223344 112233445566 12344321 12341234 12121212 13131313 10203040
  102030405060 01020304 147258369 159357456 159753456 741852963 789456123 963852741 987654321 123654789 321654987
  31415926 314159265 27182818 13579246 24681357 1357924680 2468101214 19841984 20002000 20202020 20242024 20252025
  00000007 007007007 69696969 420420420 66666666 88888888 99999999 5201314520 woaini1314 woaini520 1314520520 1qaz1qaz
  qazwsx123 qazwsxedc 1q2w3e4r5t6y aaaa1111 abcabc123 qwertyqwerty asdasdasd zxczxczxc poiuytrewq mnbvcxz1 lkjhgfdsa
  correcthorsebatterystaple tobeornottobe opensesame opensesame1 abracadabra swordfish1
  hunter2hunter2 hellohello helloworld hello1234 goodmorning goodnight1 thankyou1 fuckyou1 fuckyou2 fuckyou123 asshole1
  `
    .trim()
    .split(/\s+/),
);

/** Refused with any figures and signs around them (`Monkey2024!`), and with @, 0, 1, 3 and $ for letters. */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwords passwort passwords pass passwd passphrase kennwort contrasena contrasenha senha motdepasse parola
  wachtwoord heslo haslo salasana losenord admin administrator administrador root superuser sysadmin user username guest
  test tests testing tester demo example sample default temp temporary change changeme secret secrets private login logon
  signin welcome letmein access open enter master letme qwerty qwertz azerty asdf asdfgh zxcvbn qazwsx iloveyou ilove
  loveyou iloveu lovely love lover loveme forever baby babygirl babyboy honey sweetheart angel angels princess queen king
  prince sunshine moonlight starlight rainbow flower flowers butterfly summer winter spring autumn january february march
  april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
  monkey dragon tiger lion eagle falcon wolf bear panther shadow phoenix unicorn dolphin turtle chicken puppy kitty kitten
  hello helloworld hallo bonjour hola ciao thanks please whatever nothing something anything football soccer baseball
  basketball hockey tennis golf cricket rugby superman batman spiderman ironman wolverine captain hulk joker starwars
  skywalker yoda vader matrix trinity neo gandalf hobbit frodo pokemon pikachu naruto sasuke goku minecraft fortnite
  roblox zelda mario sonic computer laptop internet server windows microsoft linux ubuntu apple google facebook amazon
  netflix twitter instagram youtube samsung iphone android nokia sony michael michelle jennifer jessica ashley amanda
  nicole daniel david robert thomas george william james john joseph joshua matthew andrew anthony charlie christian
  christopher jordan justin brandon hunter ranger harley buster maggie bailey pepper ginger cookie cookies chocolate
  cheese banana orange cherry coffee pizza burger peanut pumpkin diamond diamonds gold golden silver platinum crystal
  money dollar million millionaire rich lucky winner success freedom liberty america american canada england london paris
  berlin madrid london newyork california texas florida chicago boston dallas houston liverpool arsenal chelsea
  manchester barcelona juventus realmadrid ferrari porsche mercedes mustang corvette camaro honda toyota yamaha harleydavidson
  stock stocks stockmarket market markets trading trader invest investor investing bitcoin ethereum crypto blockchain
  wallstreet nasdaq bullish bearish portfolio watchlist hodl tothemoon
  fuckyou fuckoff fuck asshole bitch bastard killer death satan devil jesus christ jesuschrist god godisgood blessed faith
  heaven church amen allah family mother father mommy daddy brother sister friend friends bestfriend school college student
  teacher doctor nurse police soldier army marine navy airforce pilot music guitar piano metal rock metallica nirvana
  slipknot eminem beatles rockstar superstar hero legend ninja samurai pirate wizard magic mystery darkness midnight
  trustno trustnoone swordfish opensesame abracadabra blink zxcvbnm poiuytrewq qwertyuiop asdfghjkl
  `
    .trim()
    .split(/\s+/),
);
