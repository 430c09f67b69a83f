// Several files as one ZIP archive (PKWARE's APPNOTE, 4.3), stored without compression: drawings
// are compressed already.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum >>> 0;
});

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

const little = (...fields) =>
  fields.flatMap(([size, value]) => Array.from({ length: size }, (_, k) => (value >>> (8 * k)) & 255));

// 1980-01-01, the format's first day; names are UTF-8 (flag 11).
const common = (crc, size, name) =>
  little([2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, size], [4, size], [2, name.length], [2, 0]);

// files: [[name, Blob], …] with different names.
export async function zip(files) {
  const [parts, directory] = [[], []];
  let offset = 0;
  for (const [name, blob] of files) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const title = new TextEncoder().encode(name);
    const head = common(crc32(bytes), bytes.length, title);
    parts.push(Uint8Array.from(little([4, 0x04034b50]).concat(head)), title, bytes);
    const entry = little([4, 0x02014b50], [2, 20]).concat(head, little([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]));
    directory.push(Uint8Array.from(entry), title);
    offset += 30 + title.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = little([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return new Blob([...parts, ...directory, Uint8Array.from(end)], { type: "application/zip" });
}
