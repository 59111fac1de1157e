/** 接入号: a number that a carrier delivers to us is bound to one of these services. */
export type ServiceName = 'bridge' | 'quick' | 'instant' | 'direct' | 'test';
/** What a `test` number does [S38b]. */
export type TestKind = 'echo' | 'tone' | 'silence' | 'dtmf' | 'loop';
