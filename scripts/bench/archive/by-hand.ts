import { callOn } from '../host.ts';
import { seats, type Host, type Lab } from '../../lab/index.ts';

const port = '10099';
const folder = '/var/lib/postgresql/by-hand';

/** An sshd on the backup host that lets a database host in; what people write as archive_command, which goes to it. */
export async function pushBySsh(lab: Lab, from: Host): Promise<string> {
  const key = await callOn(
    lab,
    from,
    `install -d -o postgres -m 0700 ${folder}
[ -e ${folder}/key ] || runuser -u postgres -- ssh-keygen -q -t ed25519 -N '' -f ${folder}/key
cat ${folder}/key.pub`,
  );
  const hostKey = await callOn(
    lab,
    'backup',
    `install -d -o postgres -m 0700 ${folder}
install -d -m 0755 /etc/by-hand /run/sshd
[ -e /etc/by-hand/key ] || ssh-keygen -q -t ed25519 -N '' -f /etc/by-hand/key
cat > /etc/by-hand/keys <<'END'
${key.trim()}
END
cat > /etc/by-hand/sshd.conf <<'END'
Port ${port}
HostKey /etc/by-hand/key
AuthorizedKeysFile /etc/by-hand/keys
UsePAM yes
PasswordAuthentication no
END
systemctl is-active --quiet by-hand-sshd || systemd-run --quiet --unit=by-hand-sshd /usr/sbin/sshd -D -e -f /etc/by-hand/sshd.conf
cat /etc/by-hand/key.pub`,
  );
  const { address } = seats.backup;
  await callOn(lab, from, `echo '[${address}]:${port} ${hostKey.trim()}' > ${folder}/known`);
  const options = `-F none -i ${folder}/key -o UserKnownHostsFile=${folder}/known -o BatchMode=yes -p ${port}`;
  return `ssh ${options} postgres@${address} "cat > ${folder}/%f" < %p`;
}

/** Removes what was pushed, for the room that it takes. */
export async function forgetPushed(lab: Lab): Promise<void> {
  await callOn(lab, 'backup', `find ${folder} -type f -name '0*' -delete`);
}
