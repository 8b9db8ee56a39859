// Numbers as people read them.

const UNITS = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];

// A duration in nanoseconds.
export function duration(ns) {
  if (!Number.isFinite(ns) || ns <= 0) return '0 ms';
  if (ns >= 60e9) {
    const seconds = Math.round(ns / 1e9);
    return seconds >= 3600
      ? `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`
      : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  const [size, unit] = UNITS.find(([size]) => ns >= size) ?? UNITS[3];
  const value = ns / size;
  return `${value.toFixed(value >= 100 || size === 1 ? 0 : value >= 10 ? 1 : 2)} ${unit}`;
}

export const milliseconds = ms => duration(ms * 1e6);

export function rate(perSecond) {
  if (perSecond >= 0.95) return `${perSecond.toFixed(perSecond >= 10 ? 0 : 1)}/s`;
  if (perSecond * 60 >= 0.95) return `${(perSecond * 60).toFixed(perSecond * 60 >= 10 ? 0 : 1)}/min`;
  return `${(perSecond * 3600).toFixed(0)}/h`;
}

export const count = number => number.toLocaleString('en');
export const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
export const percent = (part, whole) => whole === 0 ? '0 %' : `${(100 * part / whole).toFixed(part > 0 && part / whole < 0.1 ? 1 : 0)} %`;
export const bytes = number => number >= 2 ** 20 ? `${(number / 2 ** 20).toFixed(number >= 10 * 2 ** 20 ? 0 : 1)} MiB` : `${Math.ceil(number / 1024)} KiB`;

// The time of day of nanoseconds since the epoch, which come as text.
export function timeOfDay(ns) {
  const date = new Date(Number(BigInt(ns) / 1000000n));
  return Number.isNaN(date.getTime()) ? '—' : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export function dateAndTime(ns) {
  const date = new Date(Number(BigInt(ns) / 1000000n));
  return Number.isNaN(date.getTime()) ? '—' : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOfDay(ns)}`;
}

const BROKERS = { kafka: 'Kafka', rabbitmq: 'RabbitMQ', aws_sqs: 'SQS', aws_sns: 'SNS', 'aws.sqs': 'SQS', AmazonSQS: 'SQS' };
export const broker = system => BROKERS[system] ?? system;

const two = number => String(number).padStart(2, '0');
