import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeftRight, Bitcoin, ChartColumn, Check, Cpu, Flame, Gem, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTitle } from '../../lib/use-title.ts';
import { messageOf } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FirstList } from './first-list.tsx';
import { makeFirstList } from './make-first-list.ts';
import { NameOne } from './name-one.tsx';
import { chosenSymbols, type TopicId, topics } from './topics.ts';
import './identity.css';

const icons: Record<TopicId, LucideIcon> = {
  tech: Cpu,
  crypto: Bitcoin,
  indices: ChartColumn,
  energy: Flame,
  currencies: ArrowLeftRight,
  metals: Gem,
};

/** "What do you follow?": choices beside the list they make. Two presses from here, a price moves. */
export function FirstRunPage() {
  useTitle('What do you follow?');
  const [chosen, setChosen] = useState<ReadonlySet<TopicId>>(new Set(['tech', 'crypto']));
  const [named, setNamed] = useState<readonly string[]>([]);
  const symbols = chosenSymbols(chosen, named);
  const make = useMakeList(symbols);
  const toggle = (id: TopicId) => setChosen((held) => toggled(held, id));
  return (
    <div className="mx-auto grid max-w-[1024px] gap-x-14 gap-y-8 px-6 pt-16 pb-12 max-md:px-4 max-md:pt-6 md:grid-cols-[minmax(0,1fr)_minmax(0,376px)]">
      <div className="flex flex-col gap-6">
        <header>
          <h1 className="text-28 max-md:text-20">What do you follow?</h1>
          <p className="mt-1 text-14 text-muted">
            Choose any. We make one list from it; you can change everything later.
          </p>
        </header>
        {make.error !== null && <Banner tone="danger">{messageOf(make.error)}</Banner>}
        <div className="grid gap-3 sm:grid-cols-2">
          {topics.map((topic) => (
            <Topic key={topic.id} topic={topic} chosen={chosen.has(topic.id)} onToggle={() => toggle(topic.id)} />
          ))}
        </div>
        <NameOne onChoose={(symbol) => setNamed((held) => [...new Set([...held, symbol])])} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            tone="primary"
            size="large"
            busy={make.isPending}
            disabled={symbols.length === 0}
            onClick={() => make.mutate()}
          >
            Make my list
          </Button>
          <Link to="/w" className={buttonClass({ tone: 'ghost', size: 'large' })}>
            Skip
          </Link>
          <output className="text-12 text-muted">
            {symbols.length === 1 ? '1 symbol' : `${symbols.length} symbols`}, live at once
          </output>
        </div>
      </div>
      <div>
        <FirstList
          symbols={symbols}
          removable={new Set(named)}
          onRemove={(symbol) => setNamed((held) => held.filter((other) => other !== symbol))}
        />
      </div>
    </div>
  );
}

function useMakeList(symbols: readonly string[]) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => makeFirstList(symbols),
    async onSuccess(list) {
      await queryClient.invalidateQueries({ queryKey: ['watchlists'] });
      await navigate({ to: '/w/$list', params: { list } });
    },
  });
}

interface TopicProps {
  readonly topic: (typeof topics)[number];
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

function Topic({ topic, chosen, onToggle }: TopicProps) {
  const Icon = icons[topic.id];
  return (
    <button type="button" className="topic" aria-pressed={chosen} onClick={onToggle}>
      <span className="topic-icon">
        <Icon aria-hidden="true" />
      </span>
      <span className="min-w-0 grow">
        <b className="block font-semibold">{topic.name}</b>
        <span className="block truncate text-muted">{topic.words}</span>
      </span>
      <span className="topic-box">{chosen && <Check aria-hidden="true" />}</span>
    </button>
  );
}

function toggled(held: ReadonlySet<TopicId>, id: TopicId): ReadonlySet<TopicId> {
  const next = new Set(held);
  if (!next.delete(id)) next.add(id);
  return next;
}
