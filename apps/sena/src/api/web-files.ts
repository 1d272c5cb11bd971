import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** Nothing from elsewhere, no script in the page itself, in nobody's frame. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The built web interface in a folder. */
export interface WebFiles {
  /** The file at a path, or the page itself where the path is one of its views; undefined where there is neither. */
  respond(path: string): Promise<Response | undefined>
}

/** Undefined when the folder holds no `index.html`. */
export async function openWebFiles(folder: string): Promise<WebFiles | undefined> {
  const root = resolve(folder)
  if (!(await isFile(join(root, 'index.html')))) return undefined
  return {
    async respond(path) {
      const file = fileAt(root, path)
      if (file !== undefined && (await isFile(file))) return fileResponse(file)
      // A view of the page has no ending; a missing script has one, and must not be answered with a page.
      return extname(path) === '' ? fileResponse(join(root, 'index.html')) : undefined
    },
  }
}

/** The file that a path names, if it lies within the folder. */
function fileAt(root: string, path: string): string | undefined {
  try {
    const file = resolve(root, `.${decodeURIComponent(path)}`)
    return file.startsWith(root + sep) && !file.includes('\u0000') ? file : undefined
  } catch {
    return undefined
  }
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false

async function fileResponse(file: string): Promise<Response> {
  // Built files under `assets/` carry a hash of their content in their names.
  const immutable = file.includes(`${sep}assets${sep}`)
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  })
}
