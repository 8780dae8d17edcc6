# Enters a file tree that has nothing but node, the libraries it needs and one bundle, and runs the bundle in
# it. Run by `unshare` as root of new user, mount, network, process, IPC and host-name namespaces, with the
# arguments: node, bundle, libraries (one word each), and the arguments of node. Descriptor 3 is inherited.
set -e
node=$1 bundle=$2 libraries=$3
shift 3
setpriv=$(command -v setpriv) mount=$(command -v mount)

mount -t tmpfs -o size=64k,mode=755 none /mnt
cd /mnt
mkdir old dev
touch node setpriv backend.cjs backend.cjs.map dev/null dev/urandom
mount --bind -o ro "$node" node
mount --bind -o ro "$setpriv" setpriv
mount --bind -o ro "$bundle" backend.cjs
if [ -f "$bundle.map" ]; then mount --bind -o ro "$bundle.map" backend.cjs.map; fi
mount --bind /dev/null dev/null
mount --bind /dev/urandom dev/urandom
search=
for library in $libraries; do
  search=$search:/old${library%/*}
  mkdir -p ".${library%/*}"
  if [ -d "$library" ]; then
    mkdir -p ".$library"
    mount --rbind -o ro "$library" ".$library"
  else
    touch ".$library"
    mount --bind -o ro "$library" ".$library"
  fi
done
mount -o remount,ro /mnt
hostname backend 2>/dev/null || :

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
