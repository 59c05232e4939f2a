package io.authwatch.pipeline;

/**
 * How far a file was read. Committed at line ends only, with the effects of the lines before it.
 *
 * @param path the path that is tailed
 * @param device the device's number
 * @param inode the inode's number
 * @param offset octets from the file's start, 0 and up: where the next line begins
 * @param head a hash of the file's first octets, so that a reused inode is told from the file it was
 * @param headOctets how many octets the hash covers, 0 to 1,024
 */
public record FilePosition(String path, long device, long inode, long offset, long head, int headOctets) {}
