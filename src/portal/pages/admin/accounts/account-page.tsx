import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { AccountRecord } from '../../../../client/index.js';
import { Loaded } from '../../../components/loaded.js';
import { yuanText } from '../../../components/money-text.js';
import { numberText } from '../../../components/number-text.js';
import { RechargeDrawer } from '../../../components/recharge-drawer.js';
import { rechargeWords } from '../../../components/recharge-words.js';
import { Fact } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { AccountDrawer } from './account-drawers.js';
import { useAccount, useAccountNumbers, useChangeAccount } from './account-queries.js';
import { AccountUsers } from './account-users.js';
import { AccountStatus } from './accounts-page.js';
import { words as accountWords } from './words.js';

export const words = [accountWords, rechargeWords];

/** One account: who it is, its money, its users and numbers [S45]. */
export default function AccountPage() {
  const { t } = useTranslation();
  const { account: id = '' } = useParams();
  const account = useAccount(id);
  return (
    <>
      <Link className="back-link" to="/admin/accounts">
        ‹ {t('accounts.title')}
      </Link>
      <Loaded query={account}>{(found) => <Account account={found} />}</Loaded>
    </>
  );
}

interface AccountProps {
  readonly account: AccountRecord;
}

function Account({ account }: AccountProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'edit' | 'recharge'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <div className="page-head">
        <h1>
          <bdi>{account.name}</bdi>
        </h1>
        <span className="account-actions">
          <CloseButton account={account} />
          <Button onClick={() => setOpen('edit')}>{t('admin.edit')}</Button>
          <Button type="primary" disabled={account.status === 'closed'} onClick={() => setOpen('recharge')}>
            {t('recharge.recharge')}
          </Button>
        </span>
      </div>
      <div className="account-columns">
        <AccountFacts account={account} />
        <OutgoingFacts account={account} />
      </div>
      <AccountUsers account={account.id} />
      <AccountNumbers account={account} />
      {open === 'edit' && <AccountDrawer account={account} onClose={close} />}
      {open === 'recharge' && <RechargeDrawer account={account} onClose={close} />}
    </>
  );
}

function CloseButton({ account: { id, name, status, version } }: AccountProps) {
  const { t } = useTranslation();
  const { run, confirm } = useAct();
  const change = useChangeAccount(id);
  if (status === 'closed') {
    const act = () => change.mutateAsync({ status: 'active', version });
    return (
      <Button onClick={() => void run({ act, doneText: t('accounts.reopened') })}>
        {t('accounts.reopen')}
      </Button>
    );
  }
  return (
    <Button
      danger
      onClick={() =>
        confirm({
          title: t('accounts.closeTitle', { name }),
          text: t('accounts.closeText'),
          okText: t('accounts.close'),
          act: () => change.mutateAsync({ status: 'closed', version }),
          doneText: t('accounts.closed'),
        })
      }
    >
      {t('accounts.close')}
    </Button>
  );
}

function AccountFacts({ account }: AccountProps) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('accounts.profile')}</h2>
        <AccountStatus account={account} />
      </div>
      <dl className="facts">
        <Fact title={t('accounts.number')}>
          <span className="digits">{account.number}</span>
        </Fact>
        <Fact title={t('accounts.balance')}>
          <strong className="digits">{yuanText(account.balanceMicroYuan)}</strong>
          {account.reservedMicroYuan > 0 && (
            <span className="soft">
              {' '}
              · {t('accounts.reserved', { amount: yuanText(account.reservedMicroYuan) })}
            </span>
          )}
        </Fact>
        <Fact title={t('accounts.payment')}>
          {t(`accounts.payments.${account.paymentMode}`)}
          {account.paymentMode === 'postpaid' &&
            ` · ${t('accounts.credit')} ${yuanText(account.creditLimitMicroYuan)}`}
        </Fact>
        <Fact title={t('accounts.role')}>{t(`accounts.roles.${account.role}`)}</Fact>
        <Fact title={t('accounts.tier')}>{t(`accounts.tiers.${account.tier}`)}</Fact>
        <Fact title={t('accounts.language')}>{t(`accounts.languages.${account.language}`)}</Fact>
        <Fact title={t('accounts.timeZone')}>{account.timeZone}</Fact>
        <Fact title={t('accounts.created')}>{dateText(account.createdMs)}</Fact>
      </dl>
    </section>
  );
}

function OutgoingFacts({ account: { outgoing, billingNumber } }: AccountProps) {
  const { t } = useTranslation();
  const limit = (value: number, text = String(value)): string => (value === 0 ? t('admin.unlimited') : text);
  const yesNo = (value: boolean): string => t(value ? 'accounts.yes' : 'accounts.no');
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('accounts.outgoing')}</h2>
      </div>
      <dl className="facts">
        <Fact title={t('accounts.outgoingStopped')}>{yesNo(outgoing.stopped)}</Fact>
        <Fact title={t('accounts.international')}>{yesNo(outgoing.internationalAllowed)}</Fact>
        <Fact title={t('accounts.legsMax')}>{limit(outgoing.legsMax)}</Fact>
        <Fact title={t('accounts.legsPerHourMax')}>{limit(outgoing.legsPerHourMax)}</Fact>
        <Fact title={t('accounts.newNumbersPerDayMax')}>{limit(outgoing.newNumbersPerDayMax)}</Fact>
        <Fact title={t('accounts.spendPerDayMax')}>
          {limit(outgoing.spendPerDayMax, yuanText(outgoing.spendPerDayMax))}
        </Fact>
        <Fact title={t('accounts.billingNumber')}>{billingNumber ?? t('admin.none')}</Fact>
      </dl>
    </section>
  );
}

function AccountNumbers({ account: { id } }: AccountProps) {
  const { t } = useTranslation();
  const numbers = useAccountNumbers(id);
  return (
    <section className="block">
      <div className="block-head">
        <h2>{t('accounts.numbers')}</h2>
      </div>
      <Loaded query={numbers}>
        {(items) =>
          items.length === 0 ? (
            <p className="soft">{t('accounts.noNumbers')}</p>
          ) : (
            <dl className="facts">
              {items.map(({ number, kind }) => (
                <Fact key={`${kind} ${number}`} title={t(`accounts.numberKinds.${kind}`)}>
                  <span className="digits">{numberText(number)}</span>
                </Fact>
              ))}
            </dl>
          )
        }
      </Loaded>
    </section>
  );
}
