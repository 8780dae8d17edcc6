# Enters a file tree that has nothing but node, the C libraries and one bundle, and runs the bundle in it.
# Run by `unshare` as root of new user, mount, network, process, IPC and host-name namespaces, with the
# arguments: node, bundle, and the arguments of node. Descriptor 3 is inherited.
set -e
node=$1 bundle=$2
shift 2
setpriv=$(command -v setpriv) mount=$(command -v mount)

mount -t tmpfs -o size=64k,mode=755 none /mnt
cd /mnt
mkdir usr old dev
touch node setpriv backend.cjs backend.cjs.map dev/null dev/urandom
mount --bind -o ro "$node" node
mount --bind -o ro "$setpriv" setpriv
mount --bind -o ro "$bundle" backend.cjs
if [ -f "$bundle.map" ]; then mount --bind -o ro "$bundle.map" backend.cjs.map; fi
mount --bind /dev/null dev/null
mount --bind /dev/urandom dev/urandom
for dir in /lib /lib64 /usr/lib /usr/lib64; do
  if [ -L $dir ]; then
    ln -s "$(readlink $dir)" .$dir
  elif [ -d $dir ]; then
    mkdir .$dir
    mount --rbind -o ro $dir .$dir
  fi
done
mount -o remount,ro /mnt

# The old tree is covered rather than unmounted: umount(8) wants a /proc that this tree has not.
pivot_root . old
/old$mount -t tmpfs -o ro none /old

ulimit -n 64
ulimit -d 1048576
ulimit -c 0
unset PWD OLDPWD PATH
exec /setpriv --no-new-privs --bounding-set=-all --inh-caps=-all /node "$@" /backend.cjs
