import { Grid, Pagination, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../client/index.js';
import type { ConferenceActions } from './conference-actions.js';
import { Elapsed } from '../../components/elapsed.js';
import { ParticipantActions } from './participant-actions.js';
import { ParticipantTags, RoleTag } from './participant-state.js';
import { TalkingLight } from './talking-light.js';

interface ParticipantListProps {
  readonly participants: readonly Participant[];
  readonly actions: ConferenceActions;
}

/** So many at once: a large conference is shown page by page. */
const PAGE_SIZE = 50;

/** A table where there is room for one, cards on a phone. */
export function ParticipantList({ participants, actions }: ParticipantListProps) {
  const wide = Grid.useBreakpoint().lg === true;
  const [wanted, setWanted] = useState(1);
  const pages = Math.max(1, Math.ceil(participants.length / PAGE_SIZE));
  const page = Math.min(wanted, pages);
  const shown = participants.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const List = wide ? ParticipantTable : ParticipantCards;
  return (
    <>
      <List participants={shown} actions={actions} />
      {pages > 1 && (
        <div className="pages">
          <Pagination
            current={page}
            pageSize={PAGE_SIZE}
            total={participants.length}
            showSizeChanger={false}
            onChange={setWanted}
          />
        </div>
      )}
    </>
  );
}

function ParticipantTable({ participants, actions }: ParticipantListProps) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Participant> = [
    { title: t('live.name'), render: (_, participant) => <Who participant={participant} /> },
    { title: t('live.role'), className: 'nowrap', render: (_, { role }) => <RoleTag role={role} /> },
    { title: t('live.state'), render: (_, participant) => <ParticipantTags participant={participant} /> },
    {
      title: t('live.time'),
      className: 'nowrap',
      render: (_, { enteredMs }) => <Elapsed fromMs={enteredMs} />,
    },
    {
      key: 'actions',
      className: 'nowrap',
      align: 'right',
      render: (_, participant) => <ParticipantActions participant={participant} actions={actions} />,
    },
  ];
  return (
    <div className="panel">
      <Table
        rowKey="id"
        columns={columns}
        dataSource={[...participants]}
        pagination={false}
        rowClassName={(participant) => (isAudible(participant) ? 'participant-row-talking' : '')}
        onRow={({ id }) => ({ 'data-participant': id }) as object}
      />
    </div>
  );
}

function ParticipantCards({ participants, actions }: ParticipantListProps) {
  return (
    <div className="panel">
      {participants.map((participant) => (
        <div
          key={participant.id}
          data-participant={participant.id}
          className={`participant-card ${isAudible(participant) ? 'participant-card-talking' : ''}`}
        >
          <div className="participant-card-head">
            <Who participant={participant} />
            <Elapsed fromMs={participant.enteredMs} />
          </div>
          <div className="participant-card-foot">
            <span className="participant-tags">
              <RoleTag role={participant.role} />
              <ParticipantTags participant={participant} />
            </span>
          </div>
          <div className="participant-card-foot">
            <ParticipantActions participant={participant} actions={actions} />
          </div>
        </div>
      ))}
    </div>
  );
}

const isAudible = ({ talking, heard }: Participant): boolean => talking && heard;

function Who({ participant }: { readonly participant: Participant }) {
  const { t } = useTranslation();
  const { name, number, talking, heard } = participant;
  const shownNumber = number ?? t('live.unknownNumber');
  return (
    <span className="participant-name">
      <TalkingLight talking={talking} heard={heard} />
      <div>
        <div className="participant-who digits">{name ?? shownNumber}</div>
        {name !== null && <div className="participant-number digits">{shownNumber}</div>}
      </div>
    </span>
  );
}
