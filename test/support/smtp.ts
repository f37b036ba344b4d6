import { once } from 'node:events';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** Where a conversation stands when the script is asked; `data`: the text has arrived whole. */
export interface Moment {
  readonly at: 'connect' | 'sender' | 'recipient' | 'data';
  /** Empty until the recipient is known. */
  readonly to: string;
}

/** `silence`: never answers. `drop`: takes the mail, and cuts the line before it says so. */
type Step = 'accept' | 'silence' | 'drop' | { readonly code: number; readonly text: string };

export interface Accepted {
  readonly message_id: string;
  readonly to: string;
  readonly raw: string;
}

/** A real SMTP server that follows a script. */
export interface SmtpServer extends AsyncDisposable {
  readonly url: string;
  /** Mails it took. */
  readonly accepted: Accepted[];
  /** Mails whose text arrived whole, whether it took them or not. */
  readonly heard: Accepted[];
  readonly connections: { now: number; most: number; total: number };
  script: (moment: Moment) => Step | Promise<Step>;
  close(): Promise<void>;
  /** Listens again on the same port. */
  open(): Promise<void>;
}

/** @param auth the one user it lets in; anybody without it. */
export async function startSmtp(auth?: { readonly user: string; readonly pass: string }): Promise<SmtpServer> {
  const held: { server: SMTPServer | null; port: number } = { server: null, port: 0 };
  const close = async (): Promise<void> => {
    const { server } = held;
    if (server?.server.listening !== true) return;
    for (const { _socket } of server.connections) _socket.destroy();
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  };
  const smtp: SmtpServer = {
    url: '',
    accepted: [],
    heard: [],
    connections: { now: 0, most: 0, total: 0 },
    script: () => 'accept',
    close,
    open: async () => {
      const server = create(smtp, auth);
      held.server = server;
      server.listen(held.port, '127.0.0.1');
      await once(server.server, 'listening');
    },
    [Symbol.asyncDispose]: close,
  };
  await smtp.open();
  const address = held.server?.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has an address');
  held.port = address.port;
  const login = auth === undefined ? '' : `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@`;
  return Object.assign(smtp, { url: `smtp://${login}127.0.0.1:${held.port}` });
}

type Done = (error?: Error | null) => void;

function create(smtp: SmtpServer, auth: { readonly user: string; readonly pass: string } | undefined): SMTPServer {
  const { connections } = smtp;
  const ask = async (moment: Moment, done: Done): Promise<void> => {
    const step = await smtp.script(moment);
    if (step !== 'silence') done(typeof step === 'object' ? errorOf(step) : null);
  };
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> => {
    const to = session.envelope.rcptTo[0]?.address ?? '';
    const mail = await hear(stream, to);
    smtp.heard.push(mail);
    const step = await smtp.script({ at: 'data', to });
    if (step === 'silence') return;
    if (step === 'accept' || step === 'drop') smtp.accepted.push(mail);
    if (step === 'drop') [...server.connections].find((one) => one.session.id === session.id)?._socket.destroy();
    else done(typeof step === 'object' ? errorOf(step) : null);
  };
  const server: SMTPServer = new SMTPServer({
    logger: false,
    disabledCommands: auth === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    authOptional: auth === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    onAuth: ({ username, password }, _, done) =>
      username === auth?.user && password === auth?.pass
        ? done(null, { user: username })
        : done(errorOf({ code: 535, text: '5.7.8 authentication failed' })),
    onConnect: (_, done) => {
      connections.now += 1;
      connections.total += 1;
      connections.most = Math.max(connections.most, connections.now);
      void ask({ at: 'connect', to: '' }, done);
    },
    onClose: () => {
      connections.now -= 1;
    },
    onMailFrom: (_, __, done) => void ask({ at: 'sender', to: '' }, done),
    onRcptTo: ({ address }, _, done) => void ask({ at: 'recipient', to: address }, done),
    onData: (stream, session, done) => {
      // A line that is cut within the text brings no mail.
      take(stream, session, done).catch(() => undefined);
    },
  });
  server.on('error', () => undefined);
  return server;
}

function errorOf({ code, text }: { readonly code: number; readonly text: string }): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

async function hear(stream: SMTPServerDataStream, to: string): Promise<Accepted> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  return { raw, to, message_id: /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '' };
}
