import { PhoneOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Card, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '../../components/number-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { AddNumber } from './add-number.js';
import { useRemoveNumber } from './number-queries.js';
import type { OwnNumber } from './own-numbers.js';

interface NumberSectionProps {
  /** What 新增 adds. */
  readonly kind: 'linked' | 'bound';
  readonly numbers: readonly OwnNumber[];
  readonly children?: ReactNode;
}

/** The numbers for one purpose, and how another is added. */
export function NumberSection({ kind, numbers, children }: NumberSectionProps) {
  const { t } = useTranslation();
  /** The one whose code is waited for; true: a new one. */
  const [adding, setAdding] = useState<OwnNumber | boolean>(false);
  return (
    <Card
      className="form-section"
      title={t(`numbers.section.${kind}`)}
      extra={
        <Button
          type="primary"
          icon={<PlusOutlined />}
          aria-label={t(`numbers.addTitle.${kind}`)}
          onClick={() => setAdding(true)}
        >
          {t('numbers.add')}
        </Button>
      }
    >
      <p className="soft form-lead">{t(`numbers.lead.${kind}`)}</p>
      {numbers.length === 0 ? (
        <p className="number-none">{t(`numbers.none.${kind}`)}</p>
      ) : (
        <ul className="number-list">
          {numbers.map((number) => (
            <NumberRow key={number.id} number={number} onConfirm={() => setAdding(number)} />
          ))}
        </ul>
      )}
      <div className="number-notes">{children}</div>
      {adding !== false && (
        <AddNumber
          kind={kind}
          pending={adding === true ? undefined : adding}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  );
}

function NumberRow({
  number: one,
  onConfirm,
}: {
  readonly number: OwnNumber;
  readonly onConfirm: () => void;
}) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const removal = useRemoval(one);
  const { number, kind, state, verifiedMs } = one;
  return (
    <li className="number-row">
      <PhoneOutlined className="number-icon" />
      <div className="number-what">
        <span className="digits number-text">{numberText(number)}</span>{' '}
        <Tag>{t(`numbers.kind.${kind}`)}</Tag>
        {state === 'verified' ? (
          <Tag color="green">{t(kind === 'registered' ? 'numbers.activated' : 'numbers.verified')}</Tag>
        ) : (
          <Tag color="gold">{t('numbers.notVerified')}</Tag>
        )}
        {verifiedMs !== null && (
          <div className="soft">{t('numbers.since', { date: dateText(verifiedMs) })}</div>
        )}
      </div>
      {state !== 'verified' && <Button onClick={onConfirm}>{t('numbers.enterCode')}</Button>}
      {kind !== 'registered' && (
        <Button danger type="text" onClick={removal}>
          {t('numbers.remove')}
        </Button>
      )}
    </li>
  );
}

function useRemoval({ id, number }: OwnNumber): () => void {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const showProblem = useProblemNotice();
  const remove = useRemoveNumber();
  return () =>
    void modal.confirm({
      title: t('numbers.removeTitle', { number: numberText(number) }),
      content: t('numbers.removeText'),
      okText: t('numbers.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(id);
          void message.success(t('numbers.removed'));
        } catch (thrown) {
          showProblem(thrown);
        }
      },
    });
}
