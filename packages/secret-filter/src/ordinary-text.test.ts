import { expect, test } from 'vitest'
import { createRandom, randomText } from '../test/fake-secret.js'
import { createSecretFilter } from './create-secret-filter.js'

const random = createRandom(5)
const hash = (length: number): string => randomText('hex', length, random)
const uuid = [8, 4, 4, 4, 12].map(hash).join('-')

/** Lines as they stand in code, lock files, logs and prose. None may change. */
const ordinary: readonly string[] = [
  'import { auth } from "./auth module"',
  'the auth module handles sessions',
  'git checkout auth fix',
  'git commit -m "fix auth token refresh"',
  'const token = getToken()',
  'const token = await auth.getToken(user, { refresh: true })',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of another language
  '  GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}',
  '  max_tokens: 4096,',
  '"max_tokens": 128000, "temperature": 0.7',
  'usage.total_tokens = usage.prompt_tokens + usage.completion_tokens',
  `commit ${hash(40)}`,
  `index ${hash(7)}..${hash(7)} 100644`,
  `resolution: {integrity: sha512-${randomText('base64', 86, random)}==}`,
  `"integrity": "sha512-${randomText('base64', 86, random)}==",`,
  `checksum: ${hash(64)}`,
  `sha256:${hash(64)}`,
  `id: ${uuid}`,
  `"request_id": "${uuid}"`,
  'export API_KEY=$MY_API_KEY',
  'API_KEY="$OTHER_KEY"',
  'password: process.env.DB_PASSWORD,',
  'password = os.environ["DB_PASSWORD"]',
  'password = os.getenv("DB_PASSWORD")',
  'password: string',
  'password?: string | undefined',
  'readonly token: string',
  'token: user.token,',
  'if (token === undefined) return',
  'if (!password) throw new Error("password is required")',
  '<input type="password" name="password" placeholder="Enter your password">',
  "label: 'Password', invalid: 'Invalid password'",
  "'auth.password.reset': 'Reset your password',",
  'passwordField.addEventListener("input", onInput)',
  'def set_password(self, password: str) -> None:',
  'for token in tokens:',
  'token = tokens[index]',
  'const tokenizer = new Tokenizer({ tokenType: TokenType.Identifier })',
  'primaryKey: "id", foreignKey: "user_id"',
  'key: "ArrowDown"',
  'onKeyDown={(event) => event.key === "Enter" && submit()}',
  'public_key: ssh-ed25519 AAAA',
  'http://localhost:3000/path',
  'postgres://user:password@localhost:5432/db',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of another language
  'postgres://${user}:${password}@${host}/db',
  'git@github.com:owner/name.git',
  'Authorization: Bearer <token>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of another language
  'headers: { Authorization: `Bearer ${token}` }',
  'api_key: "YOUR_API_KEY"',
  'OPENAI_API_KEY=sk-...',
  'secret: <your-secret-here>',
  'password: ********',
  '--password <password>  The password of the database',
  '--token TOKEN  the token to use',
  'curl -u "$USER:$PASSWORD" https://x.example',
  'mysql -u root -p db',
  "if (pem.startsWith('-----BEGIN PRIVATE KEY-----')) return",
  '/nix/store path, task-runner, risk-assessment-of-the-whole-project',
  '# the --username and --password options can not be used for',
  '    key_password=None,',
  'Bearer https://tools.example.org/html/6750',
  'pass: 120',
  '# pass 12',
  'pass: 12.5ms',
  'const styles = { bypass: "all", compass: "north" }',
  'the quick brown fox, password reset, secret santa, token ring',
  `data:image/png;base64,${randomText('base64', 120, random)}`,
  '‹secret:github-token:7f3a›',
]

test('there are enough of them', () => {
  expect(ordinary.length).toBeGreaterThanOrEqual(40)
})

test.each(ordinary)('stays: %s', (line) => {
  expect(createSecretFilter().redactText(line)).toEqual({ text: line, findings: [] })
})

test('stays as one text', () => {
  const text = ordinary.join('\n')
  expect(createSecretFilter().redactText(text).text).toBe(text)
})
