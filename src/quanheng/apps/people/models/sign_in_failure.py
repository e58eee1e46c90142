"""What is remembered of failed sign-ins, to slow down guessing."""

from django.db import models


class SignInFailure(models.Model):
    """登录失败: how many times in a row signing in failed for one ``bucket`` (a digest of account and address), and
    until when the next attempt waits. Forgotten after a success and after a day. It is no record of any person.
    """

    bucket = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    objects: models.Manager["SignInFailure"] = models.Manager()
