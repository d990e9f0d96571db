"""What can go wrong while evidence is kept or checked, each as one sentence for the operator."""

import errno
from pathlib import Path


class EvidenceError(Exception):
    """Evidence cannot be written, read or trusted; the message says where, why and what to do."""


_ADVICE = {
    errno.ENOSPC: "磁盘已满：请清理磁盘，或用 --evidence 指定另一块磁盘上的目录",
    errno.EDQUOT: "磁盘配额已用完：请提高配额，或用 --evidence 指定另一目录",
    errno.EFBIG: "文件大小超过系统上限：请检查 ulimit -f 或文件系统限制",
    errno.EROFS: "文件系统为只读：请以可写方式挂载，或用 --evidence 指定可写目录",
    errno.EACCES: "没有写权限：请修改目录权限，或用 --evidence 指定可写目录",
    errno.EPERM: "不允许写入：请检查目录属性，或用 --evidence 指定可写目录",
    errno.ENOTDIR: "路径中有一段不是目录：请用 --evidence 指定一个目录",
    errno.ENOENT: "目录在写入期间消失：请确认证据目录未被移动或卸载",
    errno.EIO: "磁盘读写出错：请立即检查硬盘",
}


def unwritable(path: Path, error: OSError) -> EvidenceError:
    """The sentence for a failed write: which path, why, what to do."""
    reason = _ADVICE.get(error.errno or 0, f"{error.strerror or error}：请检查该目录")
    return EvidenceError(f"{path}：无法写入证据，{reason}；没有证据的线索不入库，采集将有序停止")


def absent(path: Path) -> EvidenceError:
    """The sentence for a lead's file that is not there."""
    return EvidenceError(
        f"{path}：证据文件不在；请检查证据目录是否被移动（用 --evidence 指明现在的目录），或从备份恢复"
    )
