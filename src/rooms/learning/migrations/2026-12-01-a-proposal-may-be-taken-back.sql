-- What nobody has read yet, its writer may take back. [MEET-10]
grant delete on learning.proposals to alongside_app;
