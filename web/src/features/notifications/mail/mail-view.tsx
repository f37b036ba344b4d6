import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { type KeptMail, keptMailQuery } from '../../../lib/queries/notifications.ts';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { longTime } from '../inbox/entries.ts';

/** One mail as it looks, as text, and with its headers. */
export function MailView({ id }: { readonly id: string }) {
  const { data, error, isPending } = useQuery(keptMailQuery(id));
  const [shown, setShown] = useState<'html' | 'text' | 'headers'>('html');
  const waited = useWaited(isPending);
  if (error !== null && data === undefined)
    return (
      <p role="alert" className="p-4">
        {messageOf(error)}
      </p>
    );
  if (data === undefined) return waited ? <Skeleton width="60%" /> : null;
  return (
    <article className="mail">
      <header className="px-4 pt-3 pb-1">
        <h2>{data.subject}</h2>
        <p className="text-muted [overflow-wrap:anywhere]">
          {data.from} to {data.to}, {longTime(data.at)}
        </p>
      </header>
      <Tabs
        label="Parts of the mail"
        value={shown}
        onChange={setShown}
        tabs={[
          { value: 'html', label: 'As it looks', panel: <Looks mail={data} /> },
          { value: 'text', label: 'Text', panel: <pre className="mail-text">{data.text}</pre> },
          { value: 'headers', label: 'Headers', panel: <Headers mail={data} /> },
        ]}
      />
    </article>
  );
}

/** The mail's own page, shut in: no scripts, no forms, nothing of ours. Its links open beside this page. */
function Looks({ mail }: { readonly mail: KeptMail }) {
  return (
    <iframe
      className="mail-frame"
      title={mail.subject}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={`<base target="_blank">${mail.html}`}
    />
  );
}

function Headers({ mail }: { readonly mail: KeptMail }) {
  return (
    <dl className="mail-headers">
      {mail.headers.map(({ name, value }) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
