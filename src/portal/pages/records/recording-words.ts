import { wordsOf, type Texts } from '../../words/words.js';

const recordings = {
  none: '还没有录音',
  noneHint: '会议中按 *4,或在会议控制页点「录音」,结束后即可在这里收听和下载。',
  toRooms: '去开会议',
  play: '播放',
  pause: '暂停',
  playOne: '播放「{{name}}」的录音',
  close: '收起',
  download: '下载',
  remove: '删除',
  removeTitle: '删除「{{name}}」的录音?',
  removeText: '录音和所有单独音轨将被永久删除,不能恢复。',
  removed: '已删除录音',
  noRoom: '即时通话',
  keptUntil: '保留至 {{date}}',
  tracks_one: '{{count}} 条单独音轨',
  tracks_other: '{{count}} 条单独音轨',
  track: '音轨',
  mix: '全体混音',
  trackOf: '参会者 {{index}}',
  status: { recording: '录音中', ready: '完整', incomplete: '有中断', lost: '未完成' },
  statusText: {
    recording: '会议结束或停止录音后即可播放。',
    incomplete: '录音过程中有中断,其余部分可以正常播放。',
    lost: '录音中途异常停止,可能无法播放。',
  },
  position: '播放位置',
  speed: '播放速度',
  notPlayed: '无法播放此录音,请稍后重试,或下载后播放',
  waveDrawing: '正在绘制波形…',
  waveLong: '录音较长,未绘制波形(需读取 {{megabytes}} MB)。',
  waveDraw: '绘制波形',
  waveFailed: '无法读取波形,不影响播放。',
};

const recordingsEn: Texts<typeof recordings> = {
  none: 'There are no recordings yet',
  noneHint: 'Press *4 in a conference, or “Record” on its page; then listen to it here.',
  toRooms: 'Start a conference',
  play: 'Play',
  pause: 'Pause',
  playOne: 'Play the recording of “{{name}}”',
  close: 'Close',
  download: 'Download',
  remove: 'Delete',
  removeTitle: 'Delete the recording of “{{name}}”?',
  removeText: 'It and the tracks of all parties are gone for good.',
  removed: 'The recording is deleted',
  noRoom: 'Instant call',
  keptUntil: 'Kept until {{date}}',
  tracks_one: '{{count}} track of one party',
  tracks_other: '{{count}} tracks of one party each',
  track: 'Track',
  mix: 'Everybody',
  trackOf: 'Party {{index}}',
  status: { recording: 'Recording', ready: 'Complete', incomplete: 'With gaps', lost: 'Broken off' },
  statusText: {
    recording: 'It can be played when it, or the conference, is over.',
    incomplete: 'Something is missing in between; the rest plays well.',
    lost: 'It broke off, and perhaps cannot be played.',
  },
  position: 'Position',
  speed: 'Speed',
  notPlayed: 'This recording cannot be played; try again later, or download it',
  waveDrawing: 'Drawing the waveform …',
  waveLong: 'A long recording: its waveform is not drawn ({{megabytes}} MB would be read).',
  waveDraw: 'Draw it',
  waveFailed: 'The waveform cannot be read; it plays all the same.',
};

export const recordingWords = wordsOf({ recordings }, { recordings: recordingsEn });

declare module '../../words/words.js' {
  interface Messages {
    recordings: Texts<typeof recordings>;
  }
}
