# Enters a file tree that has nothing but node, the libraries it needs and one bundle, and runs the bundle in
# it. Run by `unshare` as root of new user, mount, network, process, IPC and host-name namespaces, with the
# arguments: what is mounted (lines of an fstab), libraries (one word each), and the arguments of node.
# Descriptor 3 is inherited.
#
# Each program that is started here delays every backend process by some milliseconds, so all is mounted by
# one, and files are made by the shell.
set -e
table=$1 libraries=$2
shift 2
setpriv=$(command -v setpriv) mount=$(command -v mount)

mount -t tmpfs -o size=64k,mode=755 none /mnt
cd /mnt
folders='old dev' files='node setpriv backend.cjs backend.cjs.map dev/null dev/urandom' search=
for library in $libraries; do
  search=$search:/old${library%/*}
  if [ -d "$library" ]; then
    folders="$folders .$library"
  else
    folders="$folders .${library%/*}" files="$files .$library"
  fi
done
mkdir -p $folders
for file in $files; do : >"$file"; done
# The table stands in a file that it covers itself, so that nobody inside can read where things are.
printf '%s\n' "$table" "$setpriv /mnt/setpriv none bind,ro 0 0" >node
mount --all --fstab node
mount -o remount,ro /mnt
echo backend 2>/dev/null >/proc/sys/kernel/hostname || :

# The old tree is covered rather than unmounted: umount(8) wants a /proc that this tree has not. What mount(8)
# itself needs is still in the old one.
pivot_root . old
LD_LIBRARY_PATH=$search /old$mount -t tmpfs -o ro none /old

ulimit -n 64
ulimit -d 1048576
ulimit -c 0
ulimit -f 0
unset PWD OLDPWD PATH
exec /setpriv --no-new-privs --bounding-set=-all --inh-caps=-all /node "$@" /backend.cjs
