import type { ShelvedPrompt } from './prompt-shelf.js';

export const SCRIPT_HEADER = ['id', 'text', 'context', 'file'] as const;

export const scriptLine = ({ id, voice, text, context }: ShelvedPrompt): readonly string[] => [
  id,
  text ?? '',
  context,
  `${voice}/${id}.wav`,
];

/** 录音稿 to be printed and read from [S45]. */
export function scriptPage(prompts: readonly ShelvedPrompt[]): string {
  const rows = prompts.map(
    (prompt, index) =>
      `<tr><td>${index + 1}</td>${scriptLine(prompt)
        .map((field) => `<td>${escaped(field)}</td>`)
        .join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>录音稿</title></head>
<body><h1>录音稿 · recording script</h1>
<p>8 kHz, 16 bit, 1 channel; −20 ± 1 dBm0 without pauses. 每条单独存为一个文件。</p>
<table border="1" cellspacing="0" cellpadding="4">
<thead><tr><th>#</th>${SCRIPT_HEADER.map((name) => `<th>${name}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
