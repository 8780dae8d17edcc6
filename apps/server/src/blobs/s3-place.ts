/** Where in which bucket, and who may. */
export type S3Place = {
  /** `https://host/bucket` or `https://host/bucket/prefix`, without a slash at the end. */
  readonly url: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Undefined where the host tells it, as those of AWS, Backblaze and Cloudflare do. */
  readonly region: string | undefined
}

const HOW =
  'Set HILO_BLOBS_URL to https://KEY_ID:SECRET@HOST/BUCKET, with ?region=REGION where the host does not ' +
  'tell it; a slash in the secret is written %2F.'

/**
 * Reads `https://KEY_ID:SECRET@HOST/BUCKET[/PREFIX][?region=REGION]`. The bucket is part of the path, which
 * every S3-compatible store understands.
 *
 * @throws Error that says what is missing, without the secret.
 */
export function readS3Place(text: string): S3Place {
  if (!URL.canParse(text)) throw new Error(`HILO_BLOBS_URL is no URL. ${HOW}`)
  const { protocol, host, pathname, username, password, searchParams } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new Error(`HILO_BLOBS_URL must begin with https:// or http://. ${HOW}`)
  }
  const path = pathname.replace(/\/+$/, '')
  if (path === '') throw new Error(`HILO_BLOBS_URL names no bucket. ${HOW}`)
  if (username === '' || password === '') throw new Error(`HILO_BLOBS_URL has no key. ${HOW}`)
  return {
    url: `${protocol}//${host}${path}`,
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    region: searchParams.get('region') ?? undefined,
  }
}
