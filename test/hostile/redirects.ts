import { broken, type Behaviour, type Behaviours, type Trap } from './behaviour.js';
import { whole } from './raw-answer.js';

const redirect = (what: string, status: number, to: (trap: Trap) => string): Behaviour => ({
  what,
  due: broken(new RegExp(`\\b${String(status)}\\b`)),
  answer: (trap) =>
    trap.socket.write(whole({ status, fields: [['Location', to(trap)]], body: Buffer.from('moved') })),
});

/** Redirects, none of which anybody may follow: the stranger that they name must see no visitor. */
export const redirects: Behaviours = {
  'redirect-loop': redirect('redirects to itself', 302, ({ self, request }) => self + (request.url ?? '')),
  'redirect-elsewhere': redirect(
    'redirects to another host',
    307,
    ({ elsewhere, request }) => elsewhere + (request.url ?? ''),
  ),
  'redirect-for-good': redirect('redirects to another host for good', 308, ({ elsewhere }) => elsewhere),
  'redirect-to-file': redirect('redirects to a file', 302, () => 'file:///etc/passwd'),
  'redirect-to-clear-text': redirect('redirects to plain HTTP', 301, ({ self }) =>
    self.replace('https:', 'http:'),
  ),
  'redirect-to-script': redirect('redirects to a javascript: URL', 303, () => 'javascript:alert(1)'),
};
