import { Alert, Button, Card, Progress, Radio, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImport, ContactImportOutcome } from '../../../client/index.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useConfirmImport, useImportProgress, type OnDuplicates, type Verdict } from './import-queries.js';
import { ImportRows } from './import-rows.js';
import { rowsTaken } from './import-values.js';

const CHOICES = ['skip', 'merge', 'add'] as const satisfies readonly OnDuplicates[];

interface ImportReviewProps {
  readonly read: ContactImport;
  readonly onDone: (outcome: ContactImportOutcome) => void;
  readonly onAnother: () => void;
}

/** The second step: what the file holds, and what is to become of what is there already. */
export function ImportReview({ read, onDone, onAnother }: ImportReviewProps) {
  const { t } = useTranslation();
  const showProblem = useProblemNotice();
  const [onDuplicates, setOnDuplicates] = useState<OnDuplicates>('merge');
  const confirm = useConfirmImport(read);
  const taken = rowsTaken(read, onDuplicates);
  return (
    <>
      <Counts read={read} />
      {read.duplicate > 0 && (
        <Card className="import-duplicates" title={t('contactImport.onDuplicates')}>
          <Radio.Group
            className="import-choices"
            aria-label={t('contactImport.onDuplicates')}
            value={onDuplicates}
            disabled={confirm.isPending}
            onChange={({ target }) => setOnDuplicates(target.value as OnDuplicates)}
            options={CHOICES.map((value) => ({
              value,
              label: (
                <>
                  {t(`contactImport.${value}`)} <small>{t(`contactImport.${value}Hint`)}</small>
                </>
              ),
            }))}
          />
        </Card>
      )}
      {read.bad > 0 && (
        <Alert
          className="form-notice"
          type="warning"
          showIcon
          title={t('contactImport.badSkipped', { count: read.bad })}
        />
      )}
      {confirm.isPending ? (
        <Storing read={read} />
      ) : (
        <div className="form-actions import-actions">
          <Button size="large" onClick={onAnother}>
            {t('contactImport.another')}
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={taken === 0}
            onClick={() => confirm.mutate(onDuplicates, { onSuccess: onDone, onError: showProblem })}
          >
            {taken === 0 ? t('contactImport.nothing') : t('contactImport.confirm', { count: taken })}
          </Button>
        </div>
      )}
      <Rows read={read} />
    </>
  );
}

function Storing({ read }: { readonly read: ContactImport }) {
  const { t } = useTranslation();
  const progress = useImportProgress(read, true);
  return (
    <div className="panel import-storing" role="status">
      <p>{t('contactImport.storing')}</p>
      <Progress
        percent={Math.round(progress * 100)}
        status="active"
        aria-label={t('contactImport.progress')}
      />
    </div>
  );
}

function Counts({ read }: { readonly read: ContactImport }) {
  const { t } = useTranslation();
  const counts = [
    ['new', t('contactImport.newRows'), read.new],
    ['duplicate', t('contactImport.duplicateRows'), read.duplicate],
    ['bad', t('contactImport.badRows'), read.bad],
  ] as const;
  return (
    <div className="panel import-counts">
      <dl>
        {counts.map(([verdict, label, count]) => (
          <div key={verdict} data-verdict={verdict}>
            <dt>{label}</dt>
            <dd className="digits">{count.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">
        {t('contactImport.rowsTotal', { count: read.rows })}
        {read.groups.length > 0 && (
          <>
            {' · '}
            {t('contactImport.newGroups')} <bdi>{read.groups.join('、')}</bdi>
          </>
        )}
      </p>
    </div>
  );
}

/** Mistakes first: they are what somebody has to look at. */
function Rows({ read }: { readonly read: ContactImport }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Verdict | 'all'>(
    read.bad > 0 ? 'bad' : read.duplicate > 0 ? 'duplicate' : 'all',
  );
  return (
    <>
      <Segmented<Verdict | 'all'>
        className="import-verdicts"
        aria-label={t('contactImport.rowsOf')}
        value={shown}
        options={[
          { value: 'all', label: t('contactImport.all', { count: read.rows }) },
          { value: 'new', label: `${t('contactImport.newRows')} ${read.new}` },
          { value: 'duplicate', label: `${t('contactImport.duplicateRows')} ${read.duplicate}` },
          { value: 'bad', label: `${t('contactImport.badRows')} ${read.bad}` },
        ]}
        onChange={setShown}
      />
      <ImportRows read={read} verdict={shown === 'all' ? undefined : shown} />
    </>
  );
}
