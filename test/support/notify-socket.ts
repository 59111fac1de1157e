import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A unix datagram socket such as systemd listens on. Perl holds it: every Debian has it, and Node cannot. */
const RECEIVER = `use Socket; $| = 1;
my $path = $ARGV[0]; $path =~ s/^@/\\0/;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
bind($s, pack_sockaddr_un($path)) or die $!;
print "bound\\n";
while (defined recv($s, my $text, 4096, 0)) { $text =~ s/\\n/ /g; print "$text\\n"; }`;

export class NotifySocket {
  readonly address: string;
  readonly #child: ChildProcess;
  #printed = '';

  private constructor(address: string) {
    this.address = address;
    this.#child = spawn('perl', ['-e', RECEIVER, address], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#printed += text));
  }

  /** `@name` is abstract, everything else a path. */
  static async bind(address: string): Promise<NotifySocket> {
    const socket = new NotifySocket(address);
    await socket.heard(0);
    return socket;
  }

  /** Each datagram, its lines with blanks between; resolved when `count` have come. */
  async heard(count: number): Promise<readonly string[]> {
    while (this.#printed.split('\n').length - 2 < count) {
      if (this.#child.exitCode !== null) throw new Error('the receiver has ended');
      await once(this.#child.stdout!, 'data');
    }
    return this.#printed.split('\n').slice(1, -1);
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }
}
