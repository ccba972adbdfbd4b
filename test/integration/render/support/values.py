"""What Patroni and PostgreSQL of this host make of what was rendered; prints one line of JSON."""
import json, os, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

os.chdir('/var/values')
import yaml
from patroni.postgresql.config import ConfigHandler, ConfigWriter
from patroni.postgresql.validator import transform_postgresql_parameter_value as transform

bin, data = '/usr/lib/postgresql/15/bin/', '/var/values/data'
env = {**os.environ, 'PGHOST': '/var/values', 'PGUSER': 'postgres', 'LC_ALL': 'C'}


def run(*argv, **more):
    return subprocess.run(argv, capture_output=True, text=True, env=env, **more)


def must(*argv):
    done = run(*argv)
    if done.returncode != 0:
        log = open('/var/values/log').read() if os.path.exists('/var/values/log') else ''
        sys.exit(f'{argv}: {done.stdout}{done.stderr}{log}')
    return done.stdout


def ask(sql):
    return json.loads(must(bin + 'psql', '-XAtd', 'postgres', '-c', f"SELECT coalesce(json_agg(t), '[]') FROM ({sql}) t"))


def parameters(file):
    with open(file) as stream:
        return yaml.safe_load(stream)['bootstrap']['dcs']['postgresql']['parameters']


def patroni(name, value):
    """As Patroni 3.0.2 treats a value of the dynamic configuration: what it would write, or None where it drops it."""
    option = ConfigHandler.CMDLINE_OPTIONS.get(name)
    if option is not None and not option[1](value):
        return None
    return transform(150000, name, value)


def taken(job):
    """What PostgreSQL reads from the file that Patroni writes."""
    index, (name, value) = job
    written = patroni(name, value)
    if written is None or written is not value:
        return {'name': name, 'value': value, 'patroni': 'dropped' if written is None else f'changed to {written}'}
    with ConfigWriter(f'/var/values/{index}.conf') as file:
        file.write_param(name, written)
    done = run(bin + 'postgres', '-D', data, '-c', f'config_file=/var/values/{index}.conf', '-C', name)
    os.unlink(f'/var/values/{index}.conf')
    result = {'read': done.stdout.rstrip('\n')} if done.returncode == 0 else {'refused': done.stderr}
    return {'name': name, 'value': value, **result}


def start(conf, hba):
    with ConfigWriter(data + '/postgresql.conf') as file:
        for name, value in conf.items():
            file.write_param(name, value)
    with open(data + '/pg_hba.conf', 'w') as file:
        file.write('\n'.join(hba) + '\n')
    must(bin + 'pg_ctl', 'start', '-w', '-t', '30', '-D', data, '-l', '/var/values/log', '-o', '-k /var/values')


def initdb_takes(encoding, locale):
    """initdb judges the pair before it looks at the folder, which is not empty."""
    return 'is not empty' in run(bin + 'initdb', '-D', data, '-E', encoding, f'--locale={locale}').stderr


def main():
    jobs = json.load(open('/srv/jobs.json'))
    must(bin + 'initdb', '-D', data, '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8')
    must('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=values',
         '-keyout', data + '/server.key', '-out', data + '/server.crt')
    answer = {}
    for kind, wanted in jobs.items():
        if kind == 'files':
            pairs = [(name, value) for file in wanted for name, value in parameters(file['path']).items() if name in file['names']]
            with ThreadPoolExecutor(2) as pool:
                answer[kind] = list(pool.map(taken, enumerate(pairs)))
        elif kind == 'encodings':
            answer[kind] = [initdb_takes(*pair) for pair in wanted]
        elif kind == 'hba':
            start({'ssl': 'on'}, ['local all postgres trust'])
            with open(data + '/pg_hba.conf', 'w') as file:
                file.write('\n'.join(wanted) + '\n')
            answer[kind] = ask('SELECT line_number, type, database, user_name, address, netmask, auth_method, options, error FROM pg_hba_file_rules')
            must(bin + 'pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data)
        elif kind == 'login':
            start({'ssl': 'on'}, ['local all postgres trust', *wanted['hba']])
            must(bin + 'psql', '-Xqd', 'postgres', '-v', 'ON_ERROR_STOP=1', *[word for sql in wanted['sql'] for word in ('-c', sql)])
            answer[kind] = [run(bin + 'psql', '-Xwd', f'host=127.0.0.1 dbname=postgres user={user}', '-c', '').stderr for user in wanted['users']]
            must(bin + 'pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data)
        elif kind == 'server':
            conf = {name: value for name, value in parameters(wanted).items() if patroni(name, value) is not None}
            start(conf, ['local all postgres trust'])
            answer[kind] = {
                'settings': ask('SELECT lower(name) AS name, setting, source FROM pg_settings'),
                'errors': ask('SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL'),
                'shown': ask("SELECT lower(name) AS name, current_setting(name) AS value FROM pg_settings WHERE context <> 'internal'"),
            }
            must(bin + 'pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data)
    print(json.dumps(answer))


main()
