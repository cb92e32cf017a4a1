"""How secrets are written in logs, settings and mails: `§` is where the secret stands."""

# ruff: noqa: E501 - one shape on each line

SHAPES = r"""
password=§
password = §
password: §
PASSWORD=§
Password:§
pass=§
DB_PASS: §
pw=§
pwd=§
passwd=§
mdp=§
mdp : §
MDP: §
Mot de passe : §
mot de passe=§
mot_de_passe: §
MotDePasse=§
Mot de passe de l'utilisateur = §
Mot de passe (temporaire) : §
Mot de passe pour camille : §
Mon mot de passe est §
le mot de passe, c'est §
Le mot de passe de camille est §
mot de passe §
Phrase secrète : §
Phrase de passe : §
code secret : §
Code confidentiel : §
clé secrète : §
Clé d'API : §
clé API=§
clé wifi : §
Clé : §
jeton : §
Jeton d'accès : §
identifiant de session : §
Identifiants : camille / §
login/mdp : camille/§
utilisateur / mot de passe : camille / §
The password is §
Your new password is: §
password for user camille: §
password of 'camille' = §
Passwort: §
Kennwort = §
Das Passwort lautet §
contraseña: §
clave secreta: §
senha: §
wachtwoord: §
password := §
password => §
password -> §
password == "§"
DbPassword = '§'
userPassword="§"
$password = '§';
$db['password'] = '§';
'pass' => '§',
"password" => "§"
define('DB_PASSWORD', '§');
os.environ["API_KEY"] = "§"
string password = @"§";
const token = `§`;
var pwd = N'§';
conn = connect(user="sa", password="§", timeout=3)
connect(user='sa', passwd='§')
Credentials(user=sa, password=§)
User{name=camille, password=§, id=3}
[user=camille, password=§]
setPassword("§")
.password("§")
props.put("password", "§");
ConvertTo-SecureString "§" -AsPlainText -Force
new NetworkCredential("camille", password: "§")
{"password": "§"}
{"password":"§","user":"camille"}
{"user":"camille","password" : "§"}
{"a":{"b":{"secret":"§"}}}
{"tokens": ["§", "§"]}
{"name":"password","value":"§"}
{"value":"§","name":"password"}
{"name": "Authorization", "value": "Bearer §"}
"{\"password\":\"§\"}"
msg="{\"user\":\"camille\",\"password\":\"§\",\"n\":1}"
"{\\\"password\\\":\\\"§\\\"}"
{\u0022password\u0022:\u0022§\u0022}
{&quot;password&quot;:&quot;§&quot;}
%7B%22password%22%3A%22§%22%7D
password%3D§
password&#61;§
password&#x3D;§
<Password>§</Password>
<wsse:Password Type="PasswordText">§</wsse:Password>
<a:Password i:type="s">§</a:Password>
<password><![CDATA[§]]></password>
<add key="DbPassword" value="§" />
<add value="§" key="DbPassword" />
<setting name="Password" serializeAs="String"><value>§</value></setting>
<property name="password">§</property>
<property name="password" value="§"/>
<entry key="password">§</entry>
<user name="camille" password="§"/>
<user pwd='§' id='3'/>
<key>Password</key><string>§</string>
<name>password</name><value><string>§</string></value>
<input type="password" name="pwd" value="§">
<td>Mot de passe</td><td>§</td>
<th>Password</th><td>§</td>
&lt;password&gt;§&lt;/password&gt;
<connectionStrings><add name="zen" connectionString="Server=sql.example;User Id=sa;Password=§;" /></connectionStrings>
Server=sql.example;User Id=sa;Password=§;
Server=sql.example;Uid=sa;Pwd=§;Timeout=3
Password=§;Server=sql.example
Driver={SQL Server};UID=sa;PWD={§};
Data Source=sql.example;Password='§';Timeout=3
Data Source=sql.example;Password="§";Timeout=3
Provider=OraOLEDB;User ID=scott;Password=§
jdbc:sqlserver://sql.example:1433;databaseName=zen;user=sa;password=§;
jdbc:mysql://sql.example/zen?user=sa&password=§
jdbc:postgresql://sql.example/zen?password=§&user=sa
jdbc:oracle:thin:scott/§@//sql.example:1521/zen
DefaultEndpointsProtocol=https;AccountName=zen;AccountKey=§==;EndpointSuffix=x.example
Endpoint=sb://zen.example/;SharedAccessKeyName=k;SharedAccessKey=§=
SharedAccessSignature=§
(DESCRIPTION=(USER=scott)(PASSWORD=§)(HOST=sql.example))
https://camille:§@api.societe.example/v1
amqp://camille:§@mq.example:5672/%2f
redis://:§@cache.example:6379/0
mongodb+srv://camille:§@cluster.example/zen?retryWrites=true
postgres://camille:§@[::1]:5432/zen
ftp://camille:§@ftp.example/x
https://§@depot.example/zen.git
GET /x?access_token=§&id=3 HTTP/1.1
GET /x?id=3&token=§ HTTP/1.1
GET /x?id=3&sig=§ HTTP/1.1
https://x.example/c?code=§&state=3
https://x.example/#access_token=§&token_type=bearer
https://x.example/c?apikey=§
https://x.example/c?key=§&q=3
https://x.example/c?a=1&amp;password=§&amp;b=2
https://x.example/page;jsessionid=§?id=3
redirect=https%3A%2F%2Fx.example%3Fpassword%3D§
https://hooks.slack.com/services/T00000000/B00000000/§
https://discord.com/api/webhooks/123456789012345678/§
https://societe.webhook.office.com/webhookb2/§@x/IncomingWebhook/y
https://x.blob.example/?sv=1&sig=§%3D&se=2
Authorization: Bearer §
Authorization: Basic §==
Authorization: §
Authorization: Token §
Authorization: ApiKey §
Authorization: Negotiate §
Authorization: NTLM §
authorization=Bearer §
"Authorization": "Bearer §"
"authorization":["Bearer §"]
Authorization: Digest username="camille", realm="zen", nonce="n", response="§"
Authorization: AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=§
Authorization: OAuth oauth_token="§"
Proxy-Authorization: Basic §
curl -H "Authorization: Bearer §" https://api.example/
curl -H 'X-Api-Key: §' https://api.example/
-H "X-Auth-Token: §"
X-Api-Key: §
X-Auth-Token: §
X-Access-Token: §
X-CSRF-Token: §
X-Amz-Security-Token: §
Private-Token: §
Ocp-Apim-Subscription-Key: §
Cookie: sid=§
Cookie: a=b; session=§
Set-Cookie: ASP.NET_SessionId=§; path=/; HttpOnly
"Cookie": "PHPSESSID=§; lang=fr"
PHPSESSID=§
JSESSIONID=§
ASP.NET_SessionId=§
.ASPXAUTH=§
connect.sid=§
laravel_session=§
XSRF-TOKEN=§
sessionid=§
session_id: §
session=§
__VIEWSTATE=§
__RequestVerificationToken=§
client_secret=§
clientSecret: §
app_secret=§
refresh_token=§
refreshToken => §
id_token=§
accessToken: '§'
authToken=§
bearerToken=§
api_key: §
apiKey=§
apikey §
aws_secret_access_key = §
AWS_SESSION_TOKEN=§
OVH_APPLICATION_SECRET=§
OVH_CONSUMER_KEY=§
encryption_key: §
SECRET_KEY_BASE=§
machineKey validationKey="§" decryptionKey="§"
code_verifier=§
SAMLResponse=§
SAMLRequest=§
license_key=§
Clé de licence : §
psk=§
wpa_passphrase=§
PGPASSWORD=§ psql
export DB_PASSWORD=§
export DB_PASSWORD="§"
set PASSWORD=§
setx API_KEY §
$env:DB_PASSWORD = "§"
- DB_PASSWORD=§
ENV MYSQL_ROOT_PASSWORD §
MYSQL_PWD=§ mysqldump zen
mysql -u root -p§ zen
mysqldump --password=§ zen
mysql --password §
zen.exe --user sa --password § --verbose
zen.exe -Password § -Verbose
zen.exe /password:§
zen.exe /pwd:§ /silent
zen.exe -pwd=§
zen --token=§
zen --api-key § run
['--password', '§']
psql "host=sql.example user=sa password=§"
curl -u camille:§ https://api.example/
curl --user camille:§ https://api.example/
curl -u "camille:§" https://api.example/
wget --http-password=§ https://x.example/
wget --user=camille --password=§ https://x.example/
sshpass -p § ssh srv.example
sshpass -p'§' ssh srv.example
docker login -u camille -p § registry.example
sqlcmd -S sql.example -U sa -P §
bcp zen.dbo.x out x.csv -U sa -P §
sqlplus scott/§@zen
redis-cli -h cache.example -a § ping
ldapsearch -x -D cn=admin -w § -b dc=zen
plink -ssh camille@srv.example -pw § ls
psexec \\srv -u admin -p § cmd
smbclient //srv/partage -U camille%§
net use Z: \\srv\partage § /user:camille
net user camille § /add
schtasks /create /ru admin /rp §
xfreerdp /u:camille /p:§ /v:srv
openssl enc -k § -in x
openssl rsa -passin pass:§ -in x.pem
7z x archive.7z -p§
unzip -P § archive.zip
zip -P § archive.zip x
keytool -storepass § -list
htpasswd -b fichier camille §
echo § | sudo -S ls
echo 'camille:§' | chpasswd
mount -o username=camille,password=§ //srv/x /mnt
CREATE USER x IDENTIFIED BY '§'
CREATE USER x IDENTIFIED BY §
ALTER LOGIN x WITH PASSWORD = N'§'
ALTER USER x PASSWORD '§'
ALTER ROLE x ENCRYPTED PASSWORD '§'
SET PASSWORD FOR 'x'@'%' = '§'
SET PASSWORD FOR 'x'@'%' = PASSWORD('§')
UPDATE users SET password='§' WHERE id=3
WHERE password = '§'
userPassword: §
userPassword:: §
unicodePwd:: §
AUTH LOGIN §
AUTH PLAIN §
AUTH LOGIN dXNlcg== §
C: AUTH PLAIN §
a1 LOGIN camille §
a1 LOGIN "camille" "§"
A1 AUTHENTICATE PLAIN §
PASS §
> PASS §
ftp> PASS §
AUTH §
requirepass §
snmp-server community § RO
rocommunity § 10.0.0.0
snmpwalk -v2c -c § srv.example
enable secret 5 §
username camille password 7 §
machine srv.example login camille password §
| password | § |
|Password|§|
| Mot de passe | § |
password	§
spring.datasource.password=§
spring.datasource.password: §
zen.smtp.password = §
//registry.example/:_authToken=§
_password=§
passphrase: §
password ＝ §
ｐａｓｓｗｏｒｄ：§
mot de passe : §
pässword=§
PaSsWoRd=§
**Mot de passe** : §
**Mot de passe :** §
`password`: `§`
« mdp » : « § »
login=camille password=§ host=srv.example
2026-11-24 10:00:00 ERROR login failed user=camille password=§ from 192.0.2.4
"password=§"
'token=§'
(password: §)
[password=§]
password="§
password='§
Security.Credentials: camille:§
credentials = camille:§
Password[0]=§
passwords[]=§
password\u003d§
password\t§
\"password\": \"§\"
Vault token: §
password=my § word
login failed, password=my § word
Mot de passe : ma § longue
https://camille:a&lt;§@api.example/
https://camille:p/§@api.example/x
mot de passe provisoire § à changer
Le code du wifi est §
Clé du wifi : §
Zugangsdaten: camille / §
contraseña nueva: §
reg add HKLM\Software\Zen /v Password /t REG_SZ /d § /f
imap;a1 LOGIN camille §
2026-11-24 10:00:00 [smtp-3] C: AUTH PLAIN §
2026-11-24 10:00:00 DEBUG [12] PASS §
>>> PASS §
user camille pass §
set password §
$env:ZEN_TOKEN = "§"
SET "ZEN_PASSWORD=§"
headers={'Authorization': 'Token §'}
kubectl create secret generic zen --from-literal=password=§
Connexion Oracle : scott/§@ORCLPDB1
ORA-01017 lors de la connexion system/§@srv-ora:1521/PROD
sa/§@SRV01
login sa/§@SRV01\SQLEXPRESS
$cred = [System.Net.NetworkCredential]::new('zen','§')
new System.Net.NetworkCredential("zen", "§", "CLIENT")
Set-ADAccountPassword -Identity zen -NewPassword §
DefaultPassword    REG_SZ    §
reg add HKLM\SOFTWARE\Zen /v ApiKey /t REG_SZ /d § /f
setx ZEN_TOKEN §
-p:§
/p:§
zen.exe -u:zen -p:§
jwt: §
"jwt": "§"
JWT = §
Mot de passe saisi : §
Clef d'API : §
zen:§@SRV01
EXEC sp_addlogin 'zen', '§'
EXEC sp_password NULL, '§', 'sa'
OPENROWSET('SQLNCLI', 'SRV';'sa';'§', 'select 1')
certutil -p § -importpfx c.pfx
enable secret §
mstsc /v:SRV /u:zen /p:§
LOGIN zen "§"
IMAP> LOGIN "zen@client.example" "§"
jdbc:oracle:thin:@//db:1521/ORCL?user=app&password=§
jdbc:sqlserver://srv01:1433;databaseName=compta;user=sa;password=§;encrypt=true
jdbc:mysql://zen:§@db:3306/compta
DRIVER={ODBC Driver 17 for SQL Server};SERVER=srv;UID=sa;PWD={§}
<add key="SmtpPassword" value="§"/>
sftp://zen:§@10.0.0.3:22/in
amqp://zen:§@mq:5672/
smtp://zen%40client.example:§@smtp.example:587
sc config ZenService obj= CLIENT\svc_zen password= §
New-Object PSCredential('zen', (ConvertTo-SecureString '§' -AsPlainText -Force))
Invoke-RestMethod -Headers @{ Authorization = 'Bearer §' }
"DefaultPassword"="§"
"Password"="§"
sqlcmd -S SRV -U sa -P "§" -Q "select 1"
osql -Usa -P§ -Ssrv
curl -H "X-Api-Key: §" https://api.client.example/
curl -H 'Authorization: Basic §' https://x.example
curl -b 'session=§' https://x.example
mysql -h db -u zen -p§ compta
export MYSQL_PWD=§
set ZEN_PASSWORD=§
zenservice.exe -user zen -pass §
spring.mail.password = §
db.password.default: §
Authorization: Basic §
authorization=Basic §
Cookie: ASP.NET_SessionId=§; path=/
Set-Cookie: JSESSIONID=§; Path=/app
client_secret: "§"
"clientSecret":"§"
sessionToken=§
{'password': u'§'}
Tentative de connexion : utilisateur « zen », mot de passe « § »
Tentative de connexion avec le mot de passe § refusée
mot de passe: §
mdp § refusé pour zen
Clé WPA2 : §
clé API = §
user=zen;mdp=§
user zen password § host SRV
sp_addlinkedsrvlogin @rmtuser = N'sa', @rmtpassword = N'§'
OPENDATASOURCE('SQLNCLI','Data Source=SRV;User ID=sa;Password=§')
CREATE USER zen PASSWORD '§'
CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = '§'
svn checkout --username zen --password § http://svn
AccountKey=§;EndpointSuffix=core.windows.net
SharedAccessKey=§
machine ftp.x login zen password §
unzip -P § a.zip
rar x -hp§ a.rar
keytool -list -keystore k -storepass §
msiexec /i zen.msi SQLPASSWORD=§ /qn
winscp.com /command "open sftp://zen:§@h"
plink -pw § zen@h
putty -ssh zen@h -pw §
sshpass -p § ssh zen@h
username zen secret 5 §
vnc password=§
rdp: password 51:b:§
X-PasswordHash: §
pin=§
PIN : §
2fa code: §
< PASS §
C: PASS §
secret=§
Secret : §
privateKey: "§"
encryption_key=§
license key: §
Token: §
csrf_token=§
""".strip("\n").split("\n")

SHAPES += ["pass\u200bword=§", "p\u00adassword=§", "mot\u2060 de passe : §"]

SEVERAL_LINES = (
    "password:\n  §",
    'password="my\n§"\nuser: camille',
    "password='my §\nword §'\nuser: camille",
    "password: |\n  §\n  §\nuser: camille",
    "password: >-\n  §\nuser: camille",
    "password: \\\n  §",
    "password = \\\n§",
    '"password":\n  "§",',
    '"passwords": [\n  "§",\n  "§"\n]',
    "tokens:\n  - §\n  - §\nuser: camille",
    "Mot de passe :\n§\nmerci",
    "Mot de passe :\n\n§\nmerci",
    "<password>\n  §\n</password>",
    "<password>§\n</password>",
    "<key>Password</key>\n<string>§</string>",
    "- name: DB_PASSWORD\n  value: §",
    '- name: DB_PASSWORD\n  value: "§"',
    '"name": "password",\n"value": "§"',
    "zen.exe --password \\\n  §",
    "AUTH LOGIN\n334 VXNlcm5hbWU6\ndXNlcg==\n334 UGFzc3dvcmQ6\n§\n235 ok",
    "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: §\nS: 334 UGFzc3dvcmQ6\nC: §\nS: 235 ok",
    "AUTH PLAIN\n334 \n§\n235 ok",
    "a1 AUTHENTICATE PLAIN\n+ \n§\na1 OK",
    "-----BEGIN RSA PRIVATE KEY-----\n§\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n§\n-----END OPENSSH PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n§\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n§\n-----END ENCRYPTED PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,§\n\n§\n-----END RSA PRIVATE KEY-----",
    "Private-Lines: 2\n§\n§\nPrivate-MAC: §",
    "| user | password |\n|---|---|\n| camille | § |\n| dominique | § |",
    "user;password;role\ncamille;§;admin\ndominique;§;lecteur",
    "user,password,role\ncamille,§,admin",
    "user\tmdp\ncamille\t§",
)

MARKED = (
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAIOSFODNN7EXAMPLE",
    "ghp_S3cr3tV4lueabcdefghijABCDEFGHIJ12",
    "github_pat_11ABCDEFG0S3cr3tV4lue_abcdefghijklmnop",
    "glpat-S3cr3tV4lue-abcdefghi",
    "xoxb-123456789012-S3cr3tV4lue",
    "xapp-1-A0123-S3cr3tV4lue",
    "AIzaSyS3cr3tV4lueabcdefghijklmnopqrstuv",
    "ya29.S3cr3tV4lueabcdefgh",
    "GOCSPX-S3cr3tV4lueabcdefghijk",
    "npm_S3cr3tV4lueabcdefghijklmnopqrstuv12",
    "pypi-AgEIcHlwaS5vcmcS3cr3tV4lue",
    "sk_live_S3cr3tV4lueabcdefgh",
    "rk_test_S3cr3tV4lueabcdefgh",
    "whsec_S3cr3tV4lueabcdefgh",
    "SK0123456789abcdef0123456789abcdef",
    "SG.S3cr3tV4lueabcdefghi.S3cr3tV4lueabcdefghijklmnop",
    "xkeysib-S3cr3tV4lueabcdefghijklmnop",
    "xsmtpsib-S3cr3tV4lueabcdefghijklmnop",
    "key-0123456789abcdef0123456789abcdef",
    "dop_v1_0123456789abcdef0123456789abcdef",
    "hvs.S3cr3tV4lueabcdefghijkl",
    "shpat_0123456789abcdef0123456789abcdef",
    "123456789:AAS3cr3tV4lueabcdefghijklmnopqrstuv",
    "hf_S3cr3tV4lueabcdefghijkl",
    "sk-proj-S3cr3tV4lueabcdefgh",
    "sk-ant-api03-S3cr3tV4lueabcdefgh",
    "dckr_pat_S3cr3tV4lueabcdefghijkl",
    "ATATT3xFfGF0S3cr3tV4lueabcdefgh",
    "abc8Q~S3cr3tV4lueabcdefghijklmnopqrst",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "$2y$10$S3cr3tV4lueabcdefghijklmnopqrstuv",
    "$apr1$S3cr3tV4$abcdefghijklmnopqrstuv",
    "$6$rounds=5000$S3cr3tV4lue$abcdefghijklmnop",
    "$argon2id$v=19$m=65536,t=3,p=4$S3cr3tV4lue$abcdefgh",
    "{SSHA}S3cr3tV4lueabcdefghijklmn==",
    "pbkdf2_sha256$260000$S3cr3tV4lue$abcdefghijklmnop=",
    "aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0",
    "$krb5tgs$23$*camille$ZEN$S3cr3tV4lueabcdefgh",
    "*6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111111111111111",
    "4111\u00a01111\u00a01111\u00a01111",
    "4111\u202f1111\u202f1111\u202f1111",
    "5555555555554444",
    "2223003122003222",
    "3782 822463 10005",
    "6011111111111117",
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
    "fr76 3000 6000 0112 3456 7890 189",
    "DE89 3704 0044 0532 0130 00",
    "GB82WEST12345698765432",
    "BE68 5390 0754 7034",
    "1 84 12 76 451 089 46",
    "184127645108946",
    "2 95 06 2A 004 123 17",
)

DIGITS = """
code PIN § saisi
Code PIN : §
code pin=§
PIN: §
pin=§
PUK : §
OTP § sent
OTP: §
otp=§
2FA: §
CVV: §
cryptogramme : §
code de vérification : §
Votre code de vérification est §
Votre code de sécurité : §
code confidentiel §
Code d'accès : §
Your verification code is §
§ is your verification code
§ est votre code de sécurité
Security code: §
one-time password: §
Sicherheitscode: §
""".strip().split("\n")
