#!/bin/bash
# Makes the mount namespace that it runs in a machine of its own (see Machine.java), says "ready", and holds it open
# until its standard input ends.
# usage: machine.sh <private folder> <socket that /dev/log leads to>
set -euo pipefail
folder=$1 socket=$2

mount --make-rprivate /
# Everything of the machine is in memory and seen by it alone: nothing is left to delete.
own=$folder/own
mkdir -p "$own"
mount -t tmpfs -o mode=755 tmpfs "$own"

# Accounts: a copy of /etc, on which useradd and chpasswd can work as always.
cp -a /etc "$own/etc"
mount --bind "$own/etc" /etc

# Homes, mail, run-time files, lastlog and wtmp.
for place in /home /run /var/log /var/mail; do
    mkdir -p "$place"
    mount -t tmpfs -o mode=755 tmpfs "$place"
done
mkdir -p /run/sshd /run/lock
# Tables of cron, where it is installed.
if [ -d /var/spool/cron/crontabs ]; then
    mount -t tmpfs -o "mode=1730,gid=$(stat -c %g /var/spool/cron/crontabs)" tmpfs /var/spool/cron/crontabs
fi

# Devices: as they are, but with a /dev/log of its own.
mkdir "$own/dev"
mount --rbind /dev "$own/dev"
mount -t tmpfs -o mode=755 tmpfs /dev
for device in "$own"/dev/*; do
    name=${device##*/}
    if [ "$name" = log ]; then
        continue
    elif [ -L "$device" ]; then
        cp -P "$device" "/dev/$name"
    elif [ -d "$device" ]; then
        mkdir "/dev/$name"
        mount --rbind "$device" "/dev/$name"
    else
        : > "/dev/$name"
        mount --bind "$device" "/dev/$name"
    fi
done
ln -s "$socket" /dev/log

echo ready
exec cat > /dev/null
