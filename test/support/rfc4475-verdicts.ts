/**
 * What becomes of each message of RFC 4475 (test/fixtures/rfc4475), none left out. `message` is the verdict of
 * parser and validation where every registered method and SDP bodies are understood: how the message reads in
 * itself. `endpoint` is what our user agent does with it, which knows INVITE, ACK, BYE, CANCEL and OPTIONS,
 * speaks SDP, has no extensions, and has no transaction of its own open.
 */
export interface TortureVerdict {
  readonly file: string;
  /** Of RFC 4475. */
  readonly section: string;
  readonly message: MessageVerdict;
  readonly endpoint: EndpointVerdict;
  readonly why: string;
}

export type MessageVerdict = 'accept' | { readonly answer: number } | { readonly drop: string };
/** `session`: an INVITE that is handed to the call layer. */
export type EndpointVerdict = 'session' | { readonly answer: number } | { readonly silence: string };

const UNMATCHED = { silence: 'matches no transaction' };

export const TORTURE_VERDICTS: readonly TortureVerdict[] = [
  // Valid messages.
  {
    file: 'wsinv',
    section: '3.1.1.1',
    message: 'accept',
    endpoint: { answer: 481 },
    why: 'folds, blanks, compact and oddly cased names are all allowed; the To tag names a dialog that is not',
  },
  {
    file: 'intmeth',
    section: '3.1.1.2',
    message: { answer: 501 },
    endpoint: { answer: 501 },
    why: 'well-formed; the method is a strange token that nobody registered',
  },
  {
    file: 'esc01',
    section: '3.1.1.3',
    message: 'accept',
    endpoint: 'session',
    why: 'the escaped @ is part of the user, not a delimiter',
  },
  {
    file: 'escnull',
    section: '3.1.1.4',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'an escaped NUL is an ordinary character; we are no registrar',
  },
  {
    file: 'esc02',
    section: '3.1.1.5',
    message: { answer: 501 },
    endpoint: { answer: 501 },
    why: '% escapes nothing in a method: RE%47IST%45R is not REGISTER',
  },
  {
    file: 'lwsdisp',
    section: '3.1.1.6',
    message: 'accept',
    endpoint: { answer: 200 },
    why: 'no blank is needed before <',
  },
  {
    file: 'longreq',
    section: '3.1.1.7',
    message: 'accept',
    endpoint: 'session',
    why: 'long values are within the limits',
  },
  {
    file: 'dblreq',
    section: '3.1.1.8',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'what follows the body in the datagram is ignored; the REGISTER before it is whole',
  },
  {
    file: 'semiuri',
    section: '3.1.1.9',
    message: 'accept',
    endpoint: { answer: 200 },
    why: 'a semicolon may stand in the user part',
  },
  {
    file: 'transports',
    section: '3.1.1.10',
    message: 'accept',
    endpoint: { answer: 200 },
    why: 'transports in a Via need not be known',
  },
  {
    file: 'mpart01',
    section: '3.1.1.11',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'a binary multipart body is carried as it is; MESSAGE is not served',
  },
  {
    file: 'unreason',
    section: '3.1.1.12',
    message: 'accept',
    endpoint: UNMATCHED,
    why: 'a reason phrase may be any UTF-8',
  },
  {
    file: 'noreason',
    section: '3.1.1.13',
    message: 'accept',
    endpoint: UNMATCHED,
    why: 'a reason phrase may be empty',
  },
  // Invalid messages.
  {
    file: 'badinv01',
    section: '3.1.2.1',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'empty parameters in Via and Contact',
  },
  {
    file: 'clerr',
    section: '3.1.2.2',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'the body is shorter than Content-Length',
  },
  {
    file: 'ncl',
    section: '3.1.2.3',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'Content-Length is negative',
  },
  {
    file: 'scalar02',
    section: '3.1.2.4',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'CSeq is over 2**31 - 1, Max-Forwards over 255',
  },
  {
    file: 'scalarlg',
    section: '3.1.2.5',
    message: { drop: 'malformed CSeq' },
    endpoint: { silence: 'malformed CSeq' },
    why: 'a response with an impossible CSeq is discarded',
  },
  {
    file: 'quotbal',
    section: '3.1.2.6',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'the display name in To is never closed',
  },
  {
    file: 'ltgtruri',
    section: '3.1.2.7',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'a Request-URI wears no angle brackets',
  },
  {
    file: 'lwsruri',
    section: '3.1.2.8',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'a blank inside the Request-URI: we do not guess',
  },
  {
    file: 'lwsstart',
    section: '3.1.2.9',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'one space and no more separates the parts of the request line',
  },
  {
    file: 'trws',
    section: '3.1.2.10',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'spaces at the end of the request line',
  },
  {
    file: 'escruri',
    section: '3.1.2.11',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'headers are not allowed in a Request-URI',
  },
  {
    file: 'baddate',
    section: '3.1.2.12',
    message: 'accept',
    endpoint: 'session',
    why: 'nothing depends on Date, so its wrong time zone is ignored',
  },
  {
    file: 'regbadct',
    section: '3.1.2.13',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'a Contact URI with a question mark needs angle brackets',
  },
  {
    file: 'badaspec',
    section: '3.1.2.14',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'blanks inside the angle brackets of To',
  },
  {
    file: 'baddn',
    section: '3.1.2.15',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'an unquoted comma in a display name would split the value',
  },
  {
    file: 'badvers',
    section: '3.1.2.16',
    message: { answer: 505 },
    endpoint: { answer: 505 },
    why: 'SIP/7.0 is not spoken here',
  },
  {
    file: 'mismatch01',
    section: '3.1.2.17',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'CSeq names another method',
  },
  {
    file: 'mismatch02',
    section: '3.1.2.18',
    message: { answer: 501 },
    endpoint: { answer: 501 },
    why: 'of two faults the unknown method is the one to name',
  },
  {
    file: 'bigcode',
    section: '3.1.2.19',
    message: { drop: 'status out of range' },
    endpoint: { silence: 'status out of range' },
    why: 'a status of ten digits; it must not wrap round to 5',
  },
  // Transaction layer.
  {
    file: 'badbranch',
    section: '3.2.1',
    message: 'accept',
    endpoint: { answer: 200 },
    why: 'the cookie with nothing behind it identifies no transaction: matched by the rules of RFC 2543',
  },
  // Application layer.
  {
    file: 'insuf',
    section: '3.3.1',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'From, To and Call-ID are missing; the response goes without them',
  },
  {
    file: 'unkscm',
    section: '3.3.2',
    message: { answer: 416 },
    endpoint: { answer: 416 },
    why: 'the scheme of the Request-URI is unknown',
  },
  {
    file: 'novelsc',
    section: '3.3.3',
    message: { answer: 416 },
    endpoint: { answer: 416 },
    why: 'soap.beep is a scheme, but none to call',
  },
  {
    file: 'unksm2',
    section: '3.3.4',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'From, To and Contact may be of any scheme; REGISTER is not served',
  },
  {
    file: 'bext01',
    section: '3.3.5',
    message: { answer: 420 },
    endpoint: { answer: 420 },
    why: 'Require names what nobody supports; Proxy-Require is not for us',
  },
  {
    file: 'invut',
    section: '3.3.6',
    message: { answer: 415 },
    endpoint: { answer: 415 },
    why: 'the body is of a type we do not read',
  },
  {
    file: 'regaut01',
    section: '3.3.7',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'an unknown Authorization scheme is as good as none; REGISTER is not served',
  },
  {
    file: 'multi01',
    section: '3.3.8',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'From, To, Call-ID, CSeq and Max-Forwards stand twice',
  },
  {
    file: 'mcl01',
    section: '3.3.9',
    message: { answer: 400 },
    endpoint: { answer: 400 },
    why: 'Content-Length stands twice',
  },
  {
    file: 'bcast',
    section: '3.3.10',
    message: { drop: 'not exactly one Via' },
    endpoint: { silence: 'not exactly one Via' },
    why: 'a response with a second Via was meant for somebody else; it is not sent on to a broadcast address',
  },
  {
    file: 'zeromf',
    section: '3.3.11',
    message: 'accept',
    endpoint: { answer: 200 },
    why: 'we forward nothing, so no hops are needed',
  },
  {
    file: 'cparam01',
    section: '3.3.12',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'without brackets the parameter is the header’s; REGISTER is not served',
  },
  {
    file: 'cparam02',
    section: '3.3.13',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'inside brackets the parameter is the URI’s; REGISTER is not served',
  },
  {
    file: 'regescrt',
    section: '3.3.14',
    message: 'accept',
    endpoint: { answer: 405 },
    why: 'a bracketed Contact URI may carry headers; REGISTER is not served',
  },
  {
    file: 'sdp01',
    section: '3.3.15',
    message: { answer: 406 },
    endpoint: { answer: 406 },
    why: 'the caller takes no session description in answer',
  },
  // Backward compatibility.
  {
    file: 'inv2543',
    section: '3.4.1',
    message: 'accept',
    endpoint: 'session',
    why: 'RFC 2543 knew neither From tags nor branches, and Contact, Max-Forwards and Content-Length were optional',
  },
];
