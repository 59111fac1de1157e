import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEntry } from '../../../../client/index.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { actionKey } from './audit-words.js';
import './audit.css';

interface AuditEntriesProps {
  readonly entries: readonly AuditEntry[];
  readonly onActor: (actor: { readonly id: string; readonly name: string }) => void;
}

export function AuditEntries({ entries, onActor }: AuditEntriesProps) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  return (
    <ResourceList
      items={entries}
      idOf={({ id }) => id}
      columns={[
        { title: t('audit.what'), render: ({ action }) => <Action action={action} /> },
        { title: t('audit.who'), render: ({ actor }) => <Actor actor={actor} onActor={onActor} /> },
        { title: t('audit.when'), nowrap: true, render: ({ utcMs }) => dateText(utcMs) },
        { title: t('audit.detail'), render: (entry) => <Detail entry={entry} /> },
        {
          title: t('audit.address'),
          nowrap: true,
          render: ({ address }) => <span className="digits soft">{address}</span>,
        },
      ]}
    />
  );
}

/** In words where there are some; the route says it exactly. */
function Action({ action }: { readonly action: string }) {
  const { t } = useTranslation();
  const key = actionKey(action);
  return (
    <span className="two-lines">
      {key === undefined ? action : t(key)}
      {key !== undefined && <small className="mono">{action}</small>}
    </span>
  );
}

function Actor({
  actor: { kind, id, name },
  onActor,
}: Pick<AuditEntriesProps, 'onActor'> & Pick<AuditEntry, 'actor'>) {
  const { t } = useTranslation();
  return (
    <span className="two-lines">
      {id === null ? (
        <bdi>{name}</bdi>
      ) : (
        <Button type="link" className="audit-name" onClick={() => onActor({ id, name })}>
          <bdi>{name}</bdi>
        </Button>
      )}
      <small>{t(`audit.actorKinds.${kind}`)}</small>
    </span>
  );
}

function Detail({ entry: { objects, detail } }: { readonly entry: AuditEntry }) {
  const values = Object.entries({ ...objects, ...detail });
  return values.map(([name, value]) => (
    <div key={name} className="audit-detail">
      <span className="soft">{name}</span> <Value name={name} value={String(value)} />
    </div>
  ));
}

function Value({ name, value }: { readonly name: string; readonly value: string }) {
  if (name === 'accountId') return <Link to={`/admin/accounts/${value}`}>{value}</Link>;
  return <bdi>{value}</bdi>;
}
