import { createRandom, randomText } from './fake-secret.js'

const random = createRandom(11)

/** Passwords of the kinds that people choose. */
export const passwords: readonly string[] = [
  `hunter${random(10)}`,
  `Tr0ub4dor&${random(10)}`,
  `S3cr3t!${random(100)}`,
  `P@ss${randomText('alnum', 6, random)}1`,
  `${randomText('lower', 7, random)}`,
  `a${random(9)}b${random(9)}c${random(9)}d${random(9)}`,
]

/** Secrets of the kinds that machines make. */
export const machineSecrets: readonly string[] = [
  randomText('hex', 32, random),
  randomText('alnum', 40, random),
  `${randomText('base64', 43, random)}=`,
  randomText('lowerDigit', 24, random),
  [8, 4, 4, 4, 12].map((length) => randomText('hex', length, random)).join('-'),
]

export type Context = (secret: string) => string

/** Where a password stands between quotes. */
export const quotedContexts: readonly Context[] = [
  (secret) => `password = "${secret}"`,
  (secret) => `"password": "${secret}",`,
  (secret) => `DB_PASSWORD="${secret}"`,
  (secret) => `const dbPassword = '${secret}';`,
  (secret) => `:password => "${secret}"`,
  (secret) => `password := "${secret}"`,
  (secret) => `<password>${secret}</password>`,
  (secret) => `<add key="DbPassword" value="${secret}"/>`,
  (secret) => `define('DB_PASSWORD', '${secret}');`,
  (secret) => `+    password: "${secret}",`,
  (secret) => `-PASSWORD='${secret}'`,
  (secret) => `{\\"password\\": \\"${secret}\\"}`,
  (secret) => `password: str = "${secret}"`,
  (secret) => `let password: &str = "${secret}";`,
  (secret) => `os.environ["DB_PASSWORD"] = "${secret}"`,
  (secret) => `if password == "${secret}":`,
  (secret) => `"adminPassword": {"value": "${secret}"}`,
  (secret) => `CREATE USER u IDENTIFIED BY '${secret}';`,
  (secret) => `ALTER ROLE u WITH PASSWORD '${secret}';`,
  (secret) => `login("admin", password='${secret}')`,
  (secret) => `- name: DB_PASSWORD\n  value: "${secret}"`,
  (secret) => `password:\n  "${secret}"`,
  (secret) => `password = \\\n  "${secret}"`,
  (secret) => `ENV DB_PASSWORD "${secret}"`,
  (secret) => `process.env.DB_PASSWORD || '${secret}'`,
  (secret) => `connection.setPassword("${secret}")`,
]

/** Where a password stands bare. */
export const bareContexts: readonly Context[] = [
  (secret) => `DB_PASSWORD=${secret}`,
  (secret) => `export DB_PASSWORD=${secret}`,
  (secret) => `+DB_PASSWORD=${secret}`,
  (secret) => `password: ${secret}`,
  (secret) => `password = ${secret}`,
  (secret) => `tool --password ${secret}`,
  (secret) => `tool --password=${secret} --other`,
  (secret) => `mysql -u root -p${secret} db`,
  (secret) => `curl -u admin:${secret} https://x.example`,
  (secret) => `sshpass -p ${secret} ssh host`,
  (secret) => `postgres://user:${secret}@host:5432/db`,
  (secret) => `redis://:${secret}@host:6379`,
  (secret) => `machine host login user password ${secret}`,
  (secret) => `machine host\n  login user\n  password ${secret}`,
  (secret) => `PGPASSWORD=${secret} psql -h host`,
  (secret) => `Server=h;Database=d;User Id=u;Password=${secret};`,
  (secret) => `docker login -u me -p ${secret} images.example`,
  (secret) => `localhost:5432:db:user:${secret}`,
]

/** Where a machine's secret stands. */
export const machineContexts: readonly Context[] = [
  (secret) => `api_key = "${secret}"`,
  (secret) => `"apiKey": "${secret}"`,
  (secret) => `export API_TOKEN=${secret}`,
  (secret) => `token: ${secret}`,
  (secret) => `client_secret=${secret}&x=y`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `curl -H "Authorization: Bearer ${secret}" https://x.example`,
  (secret) => `curl -H 'X-Api-Key: ${secret}' https://x.example`,
  (secret) => `Authorization: token ${secret}`,
  (secret) => `https://x.example/?access_token=${secret}`,
  (secret) => `//packages.example/:_authToken=${secret}`,
  (secret) => `aws_secret_access_key = ${secret}`,
  (secret) => `Secret access key: ${secret}`,
  (secret) => `AccountKey=${secret};EndpointSuffix=x`,
  (secret) => `DATADOG_APP="${secret}"`,
  (secret) => `Cookie: session=${secret}; a=b`,
  (secret) => `- name: API_KEY\n  value: ${secret}`,
  (secret) => `client = Client(api_key="${secret}")`,
]

/** A key block of nobody's. */
export function fakePrivateKey(kind = 'RSA ', lines = 4): string {
  const body = Array.from({ length: lines }, () => randomText('base64', 64, random))
  return [`-----BEGIN ${kind}PRIVATE KEY-----`, ...body, `-----END ${kind}PRIVATE KEY-----`].join('\n')
}

export function fakeGithubToken(): string {
  return `ghp_${randomText('alnum', 36, random)}`
}
