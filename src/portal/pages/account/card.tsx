import type { ReactNode } from 'react';
import './account.css';

interface CardProps {
  readonly title: string;
  readonly lead?: string;
  /** Beside the title. */
  readonly extra?: ReactNode;
  readonly children?: ReactNode;
}

/** One matter of the account. */
export const Card = ({ title, lead, extra, children }: CardProps) => (
  <section className="panel account-card">
    <div className="account-card-head">
      <div>
        <h2>{title}</h2>
        {lead !== undefined && <p className="soft">{lead}</p>}
      </div>
      {extra}
    </div>
    {children}
  </section>
);
