import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a backup consists of; written last, so that one without it is none. */
const manifestSchema = z.strictObject({
  /** Of this format. */
  format: z.literal(1),
  huitong: z.string(),
  node: z.string(),
  madeMs: z.number().int(),
  files: z.array(
    z.strictObject({
      /** Below the backup, with slashes; never out of it. */
      path: z.string().refine((path) => !path.startsWith('/') && !path.split('/').includes('..')),
      bytes: z.number().int().min(0),
      sha256: z.string(),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

export const MANIFEST_NAME = 'manifest.json';

/** Throws when there is none, or none of this format. */
export async function readManifest(folder: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_NAME), 'utf8')));
}

/** Length and checksum of a file as it is now. */
export async function sumsOf(path: string): Promise<Pick<ManifestFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Each file that is missing or not what the manifest says. */
export async function faultsOfFiles(folder: string, { files }: Manifest): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const sums = await sumsOf(join(folder, path)).catch(() => undefined);
    if (sums === undefined) faults.push(`${path} is missing`);
    else if (sums.bytes !== bytes || sums.sha256 !== sha256) faults.push(`${path} has changed`);
  }
  return faults;
}
