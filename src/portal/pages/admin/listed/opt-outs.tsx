import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { MoreButton } from '../../../components/more-button.js';
import { numberText } from '../../../components/number-text.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useOptIn, useOptOuts } from './listed-number-queries.js';

/** Those who pressed 9 「不再接收此类来电请按9」. */
export function OptOuts() {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const optOuts = useOptOuts();
  return (
    <>
      <Loaded query={optOuts}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyList text={t('listed.optOutsEmpty')}>
                <p className="soft">{t('listed.optOutsHint')}</p>
              </EmptyList>
            );
          return (
            <ResourceList
              items={items}
              idOf={({ number }) => number}
              columns={[
                {
                  title: t('listed.number'),
                  render: ({ number }) => <span className="digits">{numberText(number)}</span>,
                },
                { title: t('listed.since'), nowrap: true, render: ({ sinceMs }) => dateText(sinceMs) },
              ]}
              actions={({ number }) => <OptInButton number={number} />}
            />
          );
        }}
      </Loaded>
      <MoreButton list={optOuts} />
    </>
  );
}

function OptInButton({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const optIn = useOptIn();
  return (
    <Button
      type="link"
      onClick={() =>
        confirm({
          title: t('listed.optInTitle', { number: numberText(number) }),
          text: t('listed.optInText'),
          okText: t('listed.optIn'),
          act: () => optIn.mutateAsync(number),
          doneText: t('listed.optedIn'),
        })
      }
    >
      {t('listed.optIn')}
    </Button>
  );
}
